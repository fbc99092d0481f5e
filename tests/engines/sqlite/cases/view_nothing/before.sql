create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y');
CREATE VIEW IF NOT EXISTS v AS SELECT  A , "b" FROM t -- all
WHERE a<>'';
