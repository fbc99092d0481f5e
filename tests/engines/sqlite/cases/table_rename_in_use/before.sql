create table old (id integer primary key);
create table t (id integer primary key, a text);
insert into old values (1);
