create table a (x integer); insert into a values (1), (2)
