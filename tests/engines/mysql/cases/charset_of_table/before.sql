create table t (id int primary key, a varchar(10), b varchar(10), c text) default character set latin1; insert into t values (1, 'é', 'é', 'é')
