create table t (a integer, b integer, c integer, constraint u1 unique (a), constraint u2 unique (b),
  constraint k1 check (b > 0), constraint k2 check (c > 0), constraint k3 check (a > 1));
create index i1 on t (a);
create index i2 on t (b);
create index i3 on t (c);
insert into t values (2, 1, 3);
