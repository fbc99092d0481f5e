-- rename table t2: Rename table t to t2
alter table "t" rename to "t2";
-- rename table t2: Rename column a of t2 to aa
alter table "t2" rename column "a" to "aa";
-- rebuild table t2: Rebuild t2: change column aa, type TEXT to INTEGER, set not null, set default 0; add column fresh; drop column gone; drop foreign key (p) to p; add foreign key (p) to p; add check (b > 0); drop index i
--   because SQLite's ALTER TABLE cannot do this: Change column aa of t2: type TEXT to INTEGER, set not null, set default 0
create table "_schemahero_new_t2" (
  "id" INTEGER,
  "aa" INTEGER not null default 0,
  "b" INT,
  "p" INT,
  "fresh" TEXT default (1 + 1),
  primary key ("id"),
  check (b > 0),
  constraint "t2_p_fkey" foreign key ("p") references "p" ("id") on delete set null
);
--   rewrites-table (2): Copies 2 rows of t2
--   changes-data (1): Converts column aa of t2 from TEXT to INTEGER in 1 row
--   changes-data (1): Sets column aa of t2 to 0 where it is null, in 1 row
insert into "_schemahero_new_t2" ("id", "aa", "b", "p")
  select "id", ifnull("aa", 0), "b", "p" from "t2";
--   deletes-data (1): Deletes column gone of t2, which has a value in 1 row [drop-column:t2.gone]
drop table "t2";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t2" rename to "t2";
pragma legacy_alter_table = off;
-- create index i: Create index i on t2
create index "i" on "t2" ("aa", "b");
