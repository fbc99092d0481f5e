insert into metrics values ('2025-01-01', 1, 2);
select compress_chunk(c) from show_chunks('metrics') c;
