-- create table t: Create table t
create table "public"."t" (
  "a" integer not null,
  "b" text,
  primary key ("a")
);
-- create function shout: Create function shout(text)
create function "public"."shout" ("words" text)
returns text
language "sql"
as $body$select upper(words)$body$;
-- create materialized view m: Create materialized view m
create materialized view "public"."m" with ("fillfactor" = '80') as select a, b, lower(b) as low from t where a > 0;
-- create view loud: Create view loud
create view "public"."loud" as select a, shout(b) as n from m;
-- create index m: Create index m_a on m
create unique index "m_a" on "public"."m" ("a");
-- create index m: Create index m_b on m
create index "m_b" on "public"."m" ((upper(b)), "low" desc nulls last) include ("a") with ("fillfactor" = '70') where (a > 5);
comment on index "public"."m_b" is 'by b';
-- create index m: Create index idx_m_b on m
create index "idx_m_b" on "public"."m" ("b" collate "C" text_pattern_ops);
-- alter materialized view m: Comment on materialized view m
comment on materialized view "public"."m" is 'all of it';
-- create materialized view empty: Create materialized view empty
create materialized view "public"."empty" ("x", "Odd y") as select a, n from m join loud using (a)
with no data;
