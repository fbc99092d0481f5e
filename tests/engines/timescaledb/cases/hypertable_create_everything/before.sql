create schema chunks;
