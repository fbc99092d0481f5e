create table p (id int primary key); create table t (id int primary key, a int, constraint t_a_fkey foreign key (a) references p (id))
