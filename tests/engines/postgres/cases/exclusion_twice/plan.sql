-- create table booking: Create table booking
create table "public"."booking" (
  "during" int4range,
  constraint "first" exclude using "gist" ("during" with &&),
  constraint "later" exclude using "gist" ("during" with &&) where (not isempty(during))
);
-- alter table booking: Add exclusion constraint to booking
alter table "public"."booking" add constraint "booking_during_excl" exclude using "gist" ("during" with &&);
alter table "public"."booking" add constraint "booking_during_excl1" exclude using "gist" ("during" with &&);
alter table "public"."booking" add constraint "booking_during_excl2" exclude using "gist" ("during" with &&);
-- alter table booking: Comment on constraint booking_during_excl1 of booking
comment on constraint "booking_during_excl1" on "public"."booking" is 'the same once more';
-- alter table booking: Comment on constraint booking_during_excl2 of booking
comment on constraint "booking_during_excl2" on "public"."booking" is 'and again';
