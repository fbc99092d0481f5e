insert into old values (1, 'x', 2), (null, 'y', 5);
