-- alter sequence a: Make sequence a unlogged
alter sequence "public"."a" set unlogged;
-- alter sequence b: Make sequence b logged
alter sequence "public"."b" set logged;
-- alter sequence c: Make sequence c logged
alter sequence "public"."c" set logged;
-- rename sequence d: Rename sequence d_before to d
alter sequence "public"."d_before" rename to "d";
-- create sequence e: Create sequence e
create unlogged sequence "public"."e";
