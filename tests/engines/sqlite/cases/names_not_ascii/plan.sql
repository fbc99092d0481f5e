-- alter table é: Add column Ä to é
alter table "é" add column "Ä" TEXT;
-- create table É: Create table É
create table "É" (
  "id" INTEGER,
  primary key ("id")
);
