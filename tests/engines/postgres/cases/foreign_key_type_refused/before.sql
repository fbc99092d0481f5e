create table t (id text primary key);
create table others (a text references t (id));
insert into t values ('1');
insert into others values ('1');
