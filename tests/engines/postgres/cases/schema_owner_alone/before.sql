create schema given authorization pg_monitor;
