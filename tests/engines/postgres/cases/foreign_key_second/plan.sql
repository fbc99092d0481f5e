-- alter table t: Add foreign key (b) to pb on t
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add foreign key ("b") references "public"."pb" ("id");
