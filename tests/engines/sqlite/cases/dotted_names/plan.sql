-- drop view old.view: Drop view old.view
drop view "old.view";
-- drop table old.table: Drop table old.table
--   deletes-data (0): Deletes table old.table with 0 rows [drop-table:old.table]
drop table "old.table";
-- alter table app.user: Add column size to app.user
alter table "app.user" add column "size" INTEGER not null default 2;
-- create index idx_app.user_size: Create index idx_app.user_size on app.user
create index "idx_app.user_size" on "app.user" ("size");
-- create table app.child: Create table app.child
create table "app.child" (
  "user" INTEGER,
  constraint "app.child_user_fkey" foreign key ("user") references "app.user" ("id")
);
-- create view v.x: Create view v.x
create view "v.x" as select id, size from "app.user";
