insert into t values (5, 'x'), (15, 'b'), (15, 'z'), (25, 'A'), (35, 'q'), (99, 'q'); insert into e values ('A');
