create table old (id integer primary key, a text, gone text);
insert into old values (1, '5', 'g'), (2, null, null);
create table kid (o int references old (id));
insert into kid values (1);
create view v as select a from old;
