create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');
create table t (id integer primary key, a int references p (id) deferrable initially deferred, b int references p (id), c int references p (id) deferrable initially deferred);
insert into t values (1, 1, 1, 1);
