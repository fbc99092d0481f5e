create table t (a integer, b integer, c integer, d integer,
  constraint u_gone unique (c), constraint u_distinct unique nulls not distinct (d),
  constraint t_b_key unique (b) include (a) deferrable, constraint u_comment unique (a, c), constraint t_c_b_key unique (c, b));
comment on constraint u_comment on t is 'old';
insert into t values (1, 2, 3, 4);
