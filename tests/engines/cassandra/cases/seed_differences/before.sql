insert into t (k, c, a, b, s) values (1, 'x', 'same', 1, 'st');
insert into t (k, c, a, b) values (1, 'y', 'other', 2);
insert into t (k, c, a) values (2, 'z', 'not ours');
insert into t (k, c, a, s) values (3, 'q', 'n', 'old');
