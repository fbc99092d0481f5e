create table t (id int primary key, a point, b point srid 4326); insert into t values (1, st_srid(point(1, 2), 4326), null)
