create table t (id integer primary key, a text, up int references t (id) on delete cascade, b text);
create table kid (t int references t (id) on delete cascade);
insert into t values (1, cast(x'410042' as text), null, x'00'), (2, 'é', 1, '9007199254740993'), (3, 'x', 2, 9007199254740993);
insert into kid values (1), (2);
create table log (m text);
create trigger tr after insert on t begin insert into log values (new.id); end;
create trigger dl after delete on t begin insert into log values (old.id); end;
create view v as select hex(cast(a as blob)) as h from t;
create index i on t (a);
