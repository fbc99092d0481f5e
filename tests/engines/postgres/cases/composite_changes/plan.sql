-- alter type free: Rename attribute c of free to d
alter type "public"."free" rename attribute "c" to "d";
-- alter type free: Drop attribute b of free
alter type "public"."free" drop attribute "b";
-- alter type free: Change attribute a of free from integer to bigint
alter type "public"."free" alter attribute "a" type bigint;
-- alter type free: Add attribute e to free
alter type "public"."free" add attribute "e" text collate "C";
-- alter type free: Comment on attribute d of type free
comment on column "public"."free"."d" is null;
-- alter type free: Comment on attribute e of type free
comment on column "public"."free"."e" is 'new';
-- alter type used: Drop attribute b of used
--   deletes-data: Deletes attribute b of type used in every column of the type [drop-attribute:used.b]
alter type "public"."used" drop attribute "b";
-- alter type used: Add attribute z to used
alter type "public"."used" add attribute "z" numeric;
-- drop type gone: Drop type gone
drop type "public"."gone";
