create table t (id int primary key, a longtext, b blob, c varchar(2000), d text, e varchar(500), f varchar(300), key k_c (c(10)), unique key u_d (d));
insert into t (id, a, d) values (1, repeat('x', 900), repeat('y', 4000));
create table kept (id int primary key, a text, key k (a(20)));
