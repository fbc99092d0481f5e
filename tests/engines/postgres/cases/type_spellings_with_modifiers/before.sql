create table was (n numeric(10,2), ts timestamp(3), v varchar(1), a text[], m int[][], p numeric(10,2));
insert into was values (12345678.9, '2024-02-29 01:02:03.004', 'x', '{a,b}', '{{1,2},{3,4}}', 12.34);
