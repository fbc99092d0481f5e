-- drop type a: Drop type a
drop type "public"."a";
-- create type a: Create domain a
create domain "public"."a" as integer;
-- alter type a: Comment on domain a
comment on domain "public"."a" is 'kept';
-- drop type b: Drop domain b
drop domain "public"."b";
-- create type b: Create type b
create type "public"."b" as ("x" integer);
-- drop type c: Drop type c
drop type "public"."c";
-- create type c: Create type c
create type "public"."c" as enum ('x', 'y');
