create table t (a varchar(20), b text, c text);
alter table t alter a set storage external, alter b set storage external;
insert into t values ('1', '2', '3');
