-- alter table t: Add column p to t
alter table "t" add column "p" INT constraint "t_p_fkey" references "p" ("id") on delete cascade;
