-- alter table t: Comment on column a of t
comment on column "public"."t"."a" is 'A''';
-- alter table t: Remove the comment on column b of t
comment on column "public"."t"."b" is null;
-- alter table t: Comment on constraint t_pkey of t
comment on constraint "t_pkey" on "public"."t" is 'pk';
-- alter table t: Comment on constraint k of t
comment on constraint "k" on "public"."t" is 'ck';
-- alter table t: Comment on index i of t
comment on index "public"."i" is 'ix';
-- alter table t: Comment on table t
comment on table "public"."t" is 'new';
