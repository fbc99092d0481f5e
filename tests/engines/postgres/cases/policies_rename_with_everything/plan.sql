-- rename table t2: Rename table t to t2
alter table "public"."t" rename to "t2";
-- rename table t2: Rename column a of t2 to a2
alter table "public"."t2" rename column "a" to "a2";
-- rename table t2: Rename column b of t2 to b2
alter table "public"."t2" rename column "b" to "b2";
-- rename table u2: Rename table u to u2
alter table "public"."u" rename to "u2";
-- rename table u2: Rename column x of u2 to x2
alter table "public"."u2" rename column "x" to "x2";
-- rename policy p2: Rename policy p of t2 to p2
alter policy "p" on "public"."t2" rename to "p2";
-- alter policy other: Change policy other of t2
alter policy "other" on "public"."t2" using (a2 IN ( SELECT u2.x2
   FROM public.u2));
