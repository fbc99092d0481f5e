create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');
create table q (id integer primary key);
insert into q values (1), (2);
create table t (id integer primary key, a int references p (id), b text references p (id));
insert into t values (1, 1, null);
