create type mood as enum ('bad', 'ok', 'good');
create table t (id integer, gone mood, kept mood, word mood default 'bad', words mood[]);
create table u (m mood);
create view v as select kept, word from t;
insert into t values (1, 'bad', 'ok', 'bad', '{bad,ok}');
insert into u values ('bad');
