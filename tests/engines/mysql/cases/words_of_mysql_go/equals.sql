create table t (id int primary key, a varchar(30), place point not null srid 4326, fulltext key f1 (a), constraint c1 check (id > 0))
