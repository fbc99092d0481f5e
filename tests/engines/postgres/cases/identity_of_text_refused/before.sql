create table untouched (a integer); insert into untouched values (1);
