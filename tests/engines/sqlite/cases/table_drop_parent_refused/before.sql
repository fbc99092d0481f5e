create table p (id integer primary key);
create table kid (p int references p);
