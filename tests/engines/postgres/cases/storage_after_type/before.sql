create table t (a varchar(20), b text, c text, d text, e json);
alter table t alter a set storage external, alter b set storage external, alter d set storage plain, alter e set storage external;
insert into t values ('1', '2', '3', '4', '5');
