-- alter table h1: Detach partition h1 from h: it stays as a table
--   exclusive-lock: Keeps others from reading and writing h for a moment
alter table "public"."h" detach partition "public"."h1";
-- alter table s1: Detach partition s1 from r0: it stays as a table
--   exclusive-lock: Keeps others from reading and writing r0 for a moment
alter table "public"."r0" detach partition "public"."s1";
