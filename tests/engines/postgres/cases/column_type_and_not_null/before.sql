create table t (id integer primary key, a text default '1', b varchar(5), c text); insert into t values (1, '12', null, 'abc'), (2, null, 'x', null)
