-- drop policy p: Drop policy p of t
drop policy "p" on "public"."t";
-- alter table t: Change column code of t: collation "POSIX"
alter table "public"."t" alter column "code" type character varying(20) collate "POSIX";
-- create policy p: Create policy p of t
create policy "p" on "public"."t" using ((code)::text <> ALL ((ARRAY['No'::character varying, 'q;w'::character varying])::text[]));
