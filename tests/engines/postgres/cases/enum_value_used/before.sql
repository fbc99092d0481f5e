create type mood as enum ('a', 'c');
create table t (id int primary key, m mood);
