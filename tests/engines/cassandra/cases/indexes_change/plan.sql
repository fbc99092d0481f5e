-- drop table t: Drop index old of t
drop index "old";
-- drop table t: Drop index t_a_idx of t
drop index "t_a_idx";
-- drop table t: Drop index t_b_idx of t
drop index "t_b_idx";
-- drop table t: Drop index t_d_idx of t
drop index "t_d_idx";
-- drop table t: Drop index t_m_idx of t
drop index "t_m_idx";
-- create table t: Create index t_a_idx on t
create index "t_a_idx" on "t" ("a");
-- create table t: Create index t_b_idx on t
create custom index "t_b_idx" on "t" ("b") using 'sai';
-- create table t: Create index t_m_idx on t
create index "t_m_idx" on "t" (values("m"));
-- create table t: Create index fresh on t
create index "fresh" on "t" ("c");
