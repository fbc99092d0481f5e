-- alter table t: Change column a of t: set not null
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "a" set not null;
-- alter table t: Drop the primary key of t
alter table "public"."t" drop constraint "t_pkey";
-- alter table t: Make (id, a) the primary key of t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add primary key ("id", "a");
-- alter table t: Drop unique constraint (a) of t
alter table "public"."t" drop constraint "t_a";
-- alter table t: Add unique constraint (a, b) to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "t_a_b" unique ("a", "b");
-- alter table t: Drop foreign key (parent_id) to parent of t
alter table "public"."t" drop constraint "t_parent";
-- alter table parent: Drop the primary key of parent
alter table "public"."parent" drop constraint "parent_pkey";
-- alter table parent: Add unique constraint (id) to parent
--   exclusive-lock (2): Keeps others from reading and writing parent while it makes an index over 2 rows
alter table "public"."parent" add constraint "parent_id" unique ("id");
-- alter table t: Add foreign key (parent_id) to parent on t
--   exclusive-lock (2): Keeps others from writing to t while it checks 2 rows
alter table "public"."t" add constraint "t_parent" foreign key ("parent_id") references "public"."parent" ("id") on delete cascade;
-- alter table t: Add foreign key (code) to parent on t
--   may-fail (2): Fails because of 2 rows of t which have no parent in parent
alter table "public"."t" add constraint "t_code" foreign key ("code") references "public"."parent" ("code") not valid;
-- alter table t: Drop check ((a > 0) AND (mood <> 'sad'::public.mood) AND (public.loud(b) <> ''::text)) of t
alter table "public"."t" drop constraint "t_check";
-- alter table t: Add check ((a > 1) AND (mood <> 'sad'::public.mood) AND (public.loud(b) <> ''::text)) to t
--   may-fail (2): Fails when there are rows of t which do not fulfil (a > 1) AND (mood <> 'sad'::public.mood) AND (public.loud(b) <> ''::text)
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" add constraint "t_check" check ((a > 1) AND (mood <> 'sad'::public.mood) AND (public.loud(b) <> ''::text));
-- drop index t_loud: Drop index t_loud of t
drop index "public"."t_loud";
-- create index t_loud: Create index t_loud on t
--   may-fail (2): Fails when there are rows of t which share their key with another
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create unique index "t_loud" on "public"."t" ("a", (public.loud(b))) where (mood = 'happy'::public.mood);
-- alter table t: Drop exclusion constraint t_period of t
alter table "public"."t" drop constraint "t_period";
-- alter table t: Add exclusion constraint to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "t_period" exclude using "gist" ("period" with &&) where (a > 5);
-- alter table parent: Change column code of parent: set not null
--   exclusive-lock (2): Keeps others from reading and writing parent while it checks 2 rows
alter table "public"."parent" alter column "code" set not null;
-- alter table parent: Make (id, code) the primary key of parent
--   exclusive-lock (2): Keeps others from reading and writing parent while it makes an index over 2 rows
alter table "public"."parent" add primary key ("id", "code");
-- alter table words: Drop the primary key of words
alter table "public"."words" drop constraint "words_pkey";
-- alter table words: Change column id of words: drop not null
alter table "public"."words" alter column "id" drop not null;
-- alter table words: Change column word of words: set not null
--   exclusive-lock (2): Keeps others from reading and writing words while it checks 2 rows
alter table "public"."words" alter column "word" set not null;
-- alter table words: Make (word) the primary key of words
--   exclusive-lock (2): Keeps others from reading and writing words while it makes an index over 2 rows
alter table "public"."words" add primary key ("word");
-- alter table events: Change column at of events: set not null
--   exclusive-lock (2): Keeps others from reading and writing events while it checks 2 rows
alter table "public"."events" alter column "at" set not null;
-- alter table events: Make (at) the primary key of events
--   exclusive-lock (2): Keeps others from reading and writing events while it makes an index over 2 rows
alter table "public"."events" add primary key ("at");
-- drop index m: Drop index m_mood of m
drop index "public"."m_mood";
-- create index m: Create index m_mood on m
create index "m_mood" on "public"."m" ("mood" desc, "count");
