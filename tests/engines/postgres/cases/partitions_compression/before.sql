insert into events values (1, 'north', 'a', 'b');
