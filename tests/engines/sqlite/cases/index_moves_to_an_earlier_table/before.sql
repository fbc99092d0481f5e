create table a (x text);
create table b (x text);
create index i on b (x);
