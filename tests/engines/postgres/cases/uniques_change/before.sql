create table t (a integer, b integer, c integer,
  constraint u_columns unique (a, b), constraint u_old unique (c, b, a), constraint u_include unique (a, c),
  constraint u_distinct unique (a), constraint u_deferrable unique (b) deferrable, constraint u_comment unique (a, b, c));
comment on constraint u_comment on t is 'old';
insert into t values (1, 2, 3);
