create table t (a varchar(20), b varchar(20) collate latin1_bin) default character set latin1; insert into t values ('é', 'é')
