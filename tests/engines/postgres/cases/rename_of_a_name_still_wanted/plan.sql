-- alter table person: Add column full_name to person
alter table "public"."person" add column "full_name" text;
-- create table member: Create table member
create table "public"."member" (
  "id" integer not null,
  "name" text,
  primary key ("id")
);
-- alter type mood: Add value quiet to mood
alter type "public"."mood" add value 'quiet';
-- alter type place: Add attribute town to place
alter type "public"."place" add attribute "town" text;
