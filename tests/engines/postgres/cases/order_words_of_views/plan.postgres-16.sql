-- drop view old_high: Drop view old_high
drop view "public"."old_high";
-- drop view old_low: Drop view old_low
drop view "public"."old_low";
-- drop view kept_high: Drop view kept_high
drop view "public"."kept_high";
-- drop view kept_low: Drop view kept_low
drop view "public"."kept_low";
-- alter table t: Change column a of t: type integer to bigint
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" alter column "a" type bigint;
-- create view low: Create view low
create view "public"."low" as SELECT id AS high,
    id AS ranked,
    'from high'::text AS text
   FROM public.t;
-- create view ranked: Create view ranked
create view "public"."ranked" as WITH totals AS (
         SELECT low.high AS id
           FROM public.low
        )
 SELECT id,
    row_number() OVER (ORDER BY id) AS totals
   FROM totals;
-- create view totals: Create view totals
create view "public"."totals" as SELECT count(*) AS count,
    EXTRACT(day FROM '2020-01-01'::date) AS low
   FROM public.ranked;
-- create view kept_low: Create view kept_low
create view "public"."kept_low" as SELECT a AS kept_high,
    id
   FROM public.t;
-- create view kept_high: Create view kept_high
create view "public"."kept_high" as SELECT kept_high,
    id
   FROM public.kept_low;
-- create materialized view high: Create materialized view high
create materialized view "public"."high" as SELECT low.high,
    ranked.id
   FROM (public.low
     JOIN public.ranked ON ((ranked.id = low.high))),
    public.totals
  WHERE (totals.count > 0);
