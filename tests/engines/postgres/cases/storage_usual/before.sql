create table t (a varchar(20)[], b numeric(10,2), c integer, d text, e inet, f timestamp(3), g text);
alter table t alter g set storage external;
