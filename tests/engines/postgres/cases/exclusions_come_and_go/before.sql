create table t (a integer, b integer, c text, r int4range,
  constraint x_gone exclude using btree (a with =, b with =),
  constraint x_less exclude using btree (c collate "C" text_pattern_ops desc nulls last with =) where (a > 0) deferrable initially deferred,
  constraint x_parts exclude using btree (a with =, lower(c) with =));
comment on constraint x_less on t is 'old';
insert into t values (1, 2, 'x', '[1,5)'), (2, 3, 'y', '[10,20)');
