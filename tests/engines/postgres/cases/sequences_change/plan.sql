-- alter sequence a: Change sequence a: increment 2 minvalue 1 maxvalue 9223372036854775807 start 1
alter sequence "public"."a" increment 2 minvalue 1 maxvalue 9223372036854775807 start 1;
-- alter sequence a: Make sequence a go with t.y
alter sequence "public"."a" owned by "public"."t"."y";
-- alter sequence b: Free sequence b of its column
alter sequence "public"."b" owned by none;
-- alter sequence c: Change sequence c: as bigint minvalue 1 maxvalue 9223372036854775807 start 1 no cycle
alter sequence "public"."c" as bigint minvalue 1 maxvalue 9223372036854775807 start 1 no cycle;
-- alter sequence c: Comment on sequence c
comment on sequence "public"."c" is 'c';
-- rename sequence renamed: Rename sequence old to renamed
alter sequence "public"."old" rename to "renamed";
-- drop sequence gone: Drop sequence gone
drop sequence if exists "public"."gone";
-- alter sequence alone: Comment on sequence alone
comment on sequence "public"."alone" is null;
