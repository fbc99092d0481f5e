create table t (id integer primary key, a text, up int references t (id));
create index i on t (a);
create table kid (id integer primary key, o int references t (id));
create view v as select a from t;
create table log (m text);
create trigger tr after insert on t begin insert into log select a from t; end;
