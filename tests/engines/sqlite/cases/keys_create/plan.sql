-- create table item: Create table item
create table "item" (
  "id" INTEGER,
  "code" TEXT,
  "size" INTEGER not null on conflict replace default 7,
  "note" TEXT,
  constraint "item_key" primary key ("id") on conflict fail,
  unique ("code") on conflict ignore,
  constraint "one_note" unique ("note" collate "nocase", "size" desc),
  constraint "noted" unique ("note") on conflict rollback
);
-- create table counted: Create table counted
create table "counted" (
  "id" INTEGER constraint "counted_key" primary key autoincrement
);
-- seed table item: Insert 1 row into item
insert or abort into "item" ("id", "code", "size") values
  (1, 'a', 5);
insert or abort into "item" ("id", "code", "size", "note") values
  (2, 'b', 7, 'x');
-- seed table counted: Insert 1 row into counted
insert into "counted" ("id") values
  (1);
