create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');
create table t (id integer primary key, a int references p (id) on delete cascade, b int references p (id) on update cascade, c int references p (id), d int default 1 references p (id) on delete restrict on update restrict);
insert into t values (1, 1, 1, 2, 1);
