create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');
create table t (id integer primary key, p int references p (id) on delete cascade, a text, check (id > 0));
create index i on t (a);
create trigger tr after delete on t begin insert into log values (old.id); end;
create view v as select * from t;
insert into t values (1, 1, 'x');
