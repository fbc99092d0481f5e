create table t (id int primary key, a int, b varchar(50), c text, key `order` (a, b), key longer (c(10)), key up (a desc), key name (a, id), unique key single (b, id), key kind (c(7)), key seen (b, c(3)), key said (b, c(4)) comment 'one', unique key u1 (a), unique key u2 (b, a, id));
insert into t values (1, 2, 'b', 'c');
