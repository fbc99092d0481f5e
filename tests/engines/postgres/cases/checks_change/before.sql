create table t (a integer, b integer,
  constraint c_expression check (a > 0), constraint c_inherit check (b > 1), constraint c_old check (a < 100),
  constraint c_comment check (b > 0), constraint c_gone check (a <> 7), constraint c_less check (b > 2) no inherit,
  constraint c_nothing check (a <> b));
alter table t add constraint c_valid check (b < 100) not valid;
comment on constraint c_comment on t is 'old';
comment on constraint c_nothing on t is 'old';
insert into t values (50, 51);
