create type mood as enum ('sad', 'ok', 'gone');
create table t (m mood);
create table u (id integer, n mood);
insert into t values ('sad');
insert into u values (1, 'ok');
