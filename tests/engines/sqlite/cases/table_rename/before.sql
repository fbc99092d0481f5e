create table old (id integer primary key, a text, up int references old (id));
insert into old values (1, 'x', 1);
create index i on old (a);
create table kid (id integer primary key, o int references old (id));
insert into kid values (1, 1);
create view v as select a from old;
create table log (m text);
create trigger tr after insert on old begin insert into log select a from old; end;
