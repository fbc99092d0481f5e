-- alter table t: Add check (a OR (NOT a)) to t
alter table "public"."t" add check (a OR (NOT a));
