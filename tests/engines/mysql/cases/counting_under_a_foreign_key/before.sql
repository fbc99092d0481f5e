create table p (id int primary key auto_increment); create table c (id int primary key, p int, constraint c_p_fkey foreign key (p) references p (id));
create table q (id int primary key); create table d (id int primary key, q int, constraint d_q_fkey foreign key (q) references q (id));
insert into p values (1), (2); insert into c values (1, 2); insert into q values (1), (2); insert into d values (1, 2)
