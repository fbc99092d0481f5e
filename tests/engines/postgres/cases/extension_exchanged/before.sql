create extension "uuid-ossp";
create extension pg_trgm;
create table t (a uuid default uuid_generate_v4(), b text);
insert into t values ('00000000-0000-0000-0000-000000000001', 'x');
create index t_b on t using gin (b gin_trgm_ops);
create view v as select a, uuid_generate_v4() as b from t;
create view gone as select uuid_generate_v4() as b;
