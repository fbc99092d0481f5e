create table s (id integer primary key, a text) strict;
create table w (k text not null primary key, a text) without rowid;
insert into s values (1, 'x');
insert into w values ('k', 'x');
