insert into t values (1, 'A', st_srid(point(1, 2), 4326))
