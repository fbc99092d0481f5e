-- create table t: Create table t
create table "public"."t" (
  "id" integer not null,
  "a" integer,
  "Odd Name" text,
  primary key ("id")
);
-- create table parent: Create table parent
create table "public"."parent" (
  "id" integer
);
-- create function stamp: Create function stamp()
create function "public"."stamp" ()
returns trigger
language "plpgsql"
as $body$begin
  return new;
end
$body$;
-- create function see: Create function see()
create function "public"."see" ()
returns trigger
language "plpgsql"
as $body$begin
  return null;
end
$body$;
-- create view v: Create view v
create view "public"."v" as select id, a from t;
-- create trigger t: Create trigger upstream of t
create trigger "upstream" before insert or update on "public"."t" for each row when (new.a > 0) execute function "stamp"('text');
-- create trigger t: Create trigger legacy of t
create trigger "legacy" after delete on "public"."t" for each statement execute function "stamp"();
-- create trigger t: Create trigger Of Columns of t
create trigger "Of Columns" after update of "Odd Name", "a" on "public"."t" for each row when ((old.a, old."Odd Name") is distinct from (new.a, new."Odd Name")) execute function "public"."stamp"('it''s', '', 'back\slash');
-- alter trigger t: Let trigger Of Columns of t be enabled: always
alter table "public"."t" enable always trigger "Of Columns";
-- alter trigger t: Comment on trigger Of Columns of t
comment on trigger "Of Columns" on "public"."t" is 'on columns';
-- create trigger t: Create trigger rows of t
create trigger "rows" after update on "public"."t" referencing old table as "before_rows" new table as "after_rows" for each statement execute function "see"();
-- create trigger t: Create trigger emptied of t
create trigger "emptied" before truncate on "public"."t" for each statement execute function "see"();
-- alter trigger t: Let trigger emptied of t be disabled
alter table "public"."t" disable trigger "emptied";
-- create trigger t: Create trigger late of t
create constraint trigger "late" after insert or update of "a" on "public"."t" from "public"."parent" deferrable initially deferred for each row execute function "stamp"();
-- create trigger t: Create trigger same of t
create trigger "same" before update on "public"."t" for each row execute function "pg_catalog"."suppress_redundant_updates_trigger"();
-- create trigger parent: Create trigger old of parent
create trigger "old" before insert on "public"."parent" for each row execute function "public"."stamp"('a', '2');
-- create trigger v: Create trigger instead of v
create trigger "instead" instead of insert or update or delete on "public"."v" for each row execute function "stamp"();
-- alter trigger v: Comment on trigger instead of v
comment on trigger "instead" on "public"."v" is 'instead';
