create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');
create table t (id integer primary key, a text, b int, gone text, p int references p (id));
create index i on t (a);
create view v as select a, b from t;
insert into t values (1, '5', 2, 'g', 1), (2, null, 3, null, null);
