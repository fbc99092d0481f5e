-- rebuild type a: Make domain a anew
--   because PostgreSQL cannot change the type that a domain is made of: the columns get a new domain
alter domain "public"."a" rename to "_old_a";
create domain "public"."a" as character varying(20) collate "POSIX" default 'y'::character varying constraint "one" check (length((VALUE)::text) < 15) constraint "other" check ((VALUE)::text <> 'never'::text);
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t whose value is none of character varying(20)
alter table "public"."t" alter column "a" type public.a using "a"::character varying(20)::public.a;
drop domain "public"."_old_a";
-- alter type a: Comment on constraint one of domain a
comment on constraint "one" on domain "public"."a" is 'new';
-- alter type a: Comment on domain a
comment on domain "public"."a" is 'new';
comment on domain "public"."a" is 'new';
-- rebuild type b: Make domain b anew
--   because PostgreSQL cannot change the type that a domain is made of: the columns get a new domain
alter domain "public"."b" rename to "_old_b";
create domain "public"."b" as text;
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t whose value is none of text
alter table "public"."t" alter column "b" type public.b using "b"::text::public.b;
drop domain "public"."_old_b";
-- alter type b: Comment on domain b
comment on domain "public"."b" is 'kept';
-- alter type c: Rename constraint early of domain c to late
alter domain "public"."c" rename constraint "early" to "late";
