create type mood as enum ('sad', 'middle', 'happy');
create table t (m mood default 'sad', ms mood[] default '{sad}');
insert into t values ('sad', '{sad,sad}'), ('happy', '{}');
create view v as select * from t where m > 'sad';
