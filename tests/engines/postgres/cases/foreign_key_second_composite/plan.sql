-- alter table t: Add foreign key (a, b) to p on t
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add constraint "second" foreign key ("a", "b") references "public"."p" ("y", "x") on delete cascade;
-- alter table t: Add foreign key (a) to q on t
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add foreign key ("a") references "public"."q" ("id");
