create table t (id int primary key, p point srid 4326)
