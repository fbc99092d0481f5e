create table t (id int primary key, a varchar(10)) default character set latin1; insert into t values (1, 'é')
