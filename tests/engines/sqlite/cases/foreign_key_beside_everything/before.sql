create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');create table t (id integer primary key, p int references p (id), a text, b text, g text as (upper(a)), check (id > 0));
create index i on t (a);
create trigger tr after insert on t begin insert into log values (new.g); end;
create virtual table f using fts5(body);
insert into f values ('words');
create view v as select a, g from t;
insert into t (id, p, a, b) values (1, 1, 'x', 'y');
