-- alter table t: Add foreign key (a) to pa on t
--   may-fail (1): Fails because of 1 row of t which have no parent in pa
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add foreign key ("a") references "public"."pa" ("id");
