create table h (id int) partition by hash (id);
create table h0 partition of h for values with (modulus 2, remainder 0);
create table h1 partition of h for values with (modulus 2, remainder 1);
create table r (id int) partition by range (id);
create table r0 partition of r for values from (0) to (100) partition by hash (id);
create table s0 partition of r0 for values with (modulus 2, remainder 0);
create table s1 partition of r0 for values with (modulus 2, remainder 1);
insert into h select generate_series(1, 20);
insert into r select generate_series(1, 20);
