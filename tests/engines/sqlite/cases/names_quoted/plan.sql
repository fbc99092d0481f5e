-- create table select: Create table select
create table "select" (
  "from" INTEGER,
  "table" INT,
  primary key ("from"),
  constraint "f'k" foreign key ("table") references "we""ird [t] `x" ("sel ect")
);
-- rebuild table we"ird [t] `x: Rebuild we"ird [t] `x: change column order, set default 'it''s'; add column né'w; add check ("sel ect" > 0)
--   because SQLite's ALTER TABLE cannot do this: Change column order of we"ird [t] `x: set default 'it''s'
create table "_schemahero_new_we""ird [t] `x" (
  "sel ect" INTEGER,
  "order" TEXT default 'it''s',
  "a]b" TEXT,
  "né'w" TEXT,
  primary key ("sel ect"),
  constraint "c""k" check ("sel ect" > 0)
);
--   rewrites-table (1): Copies 1 row of we"ird [t] `x
insert into "_schemahero_new_we""ird [t] `x" ("sel ect", "order", "a]b")
  select "sel ect", "order", "a]b" from "we""ird [t] `x";
drop table "we""ird [t] `x";
pragma legacy_alter_table = on;
alter table "_schemahero_new_we""ird [t] `x" rename to "we""ird [t] `x";
pragma legacy_alter_table = off;
CREATE INDEX "i ""x" on "we""ird [t] `x" ("order");
-- create index idx_we"ird [t] `x_né'w: Create index idx_we"ird [t] `x_né'w on we"ird [t] `x
create index "idx_we""ird [t] `x_né'w" on "we""ird [t] `x" ("né'w");
