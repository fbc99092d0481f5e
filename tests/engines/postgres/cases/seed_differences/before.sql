create table t (id serial primary key, a varchar(10), n numeric(5,2), d timestamptz, b boolean, j jsonb); insert into t (id, a, n) values (1, 'same', 1.5), (2, 'old', 2), (3, 'mine', 3)
