insert into name values (1, 'a');
insert into conflict values (1, 'x', 1), (2, 'y', 2);
insert into columns values ('a', 'b'), ('c', 'd');
