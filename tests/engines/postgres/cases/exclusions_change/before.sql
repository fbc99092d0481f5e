create table t (a integer, b integer, c text, r int4range,
  constraint x_columns exclude using btree (a with =, b with =),
  constraint x_name exclude using btree (a with =),
  constraint x_expression exclude using btree (lower(c) with =),
  constraint x_desc exclude using btree (a with =),
  constraint x_nulls exclude using btree (a nulls last with =),
  constraint x_collation exclude using btree (c collate "C" with =),
  constraint x_class exclude using btree (c with =),
  constraint x_with exclude using gist (r with &&),
  constraint x_type exclude using btree (a with =),
  constraint x_where exclude using btree (a with =) where (b > 4),
  constraint x_defer exclude using btree (b with =, c with =) deferrable,
  constraint x_comment exclude using btree (a with =, c with =),
  constraint x_old exclude using gist (r with &&));
comment on constraint x_comment on t is 'old';
insert into t values (1, 2, 'x', '[1,5)'), (2, 3, 'y', '[10,20)');
