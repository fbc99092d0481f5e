create table t (c bigint generated always as identity (start 1 minvalue 1));
