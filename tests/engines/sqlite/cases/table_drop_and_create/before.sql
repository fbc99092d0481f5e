create table old (id integer primary key, a text);
create index i on old (a);
insert into old values (1, 'x');
