create type mood as enum ('sad', 'fine');
create table other (m mood);
create view v as select count(*) as n from other where m = 'sad';
