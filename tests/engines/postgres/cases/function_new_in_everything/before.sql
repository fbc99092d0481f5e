create table t (a int default 5, b text, constraint short check (length(b) < 9)); insert into t values (1, 'x'); create index by_shout on t (lower(b)); create view v as select b as loud from t;
