insert into ticks select n, n::text from generate_series(1, 3000, 10) n;
