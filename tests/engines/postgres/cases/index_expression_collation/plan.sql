-- drop index own: Drop index own of t
drop index "public"."own";
-- create index own: Create index own on t
create index "own" on "public"."t" ((((code)::text || 'x'::text)) collate "ucs_basic");
