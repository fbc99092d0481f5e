-- alter sequence a: Change sequence a: as integer increment -2 minvalue -50 maxvalue 60 start 7 cache 4 no cycle
alter sequence "public"."a" as integer increment -2 minvalue -50 maxvalue 60 start 7 cache 4 no cycle;
-- alter sequence a: Make sequence a go with t.y
alter sequence "public"."a" owned by "public"."t"."y";
-- alter sequence a: Comment on sequence a
comment on sequence "public"."a" is 'new';
-- alter sequence b: Change sequence b: as bigint increment 1 minvalue 1 maxvalue 9223372036854775807 start 1 cache 1 no cycle
alter sequence "public"."b" as bigint increment 1 minvalue 1 maxvalue 9223372036854775807 start 1 cache 1 no cycle;
-- rename sequence c: Rename sequence c_before to c
alter sequence "public"."c_before" rename to "c";
