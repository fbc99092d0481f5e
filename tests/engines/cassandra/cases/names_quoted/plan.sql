-- create type Order: Create type Order
create type "Order" ("Select" int, "it's ""x""" text);
-- create function Plus(int): Create function Plus(int)
create function "Plus" ("A" int) returns null on null input returns int language java as $$return 1;$$;
-- create table Table: Create table Table
create table "Table" ("From" int, "a b" int, "Where" text, "q""q" list<frozen<"Order">>, "set" "Order", primary key (("From", "a b"), "Where")) with clustering order by ("Where" desc);
-- create table Table: Create index Idx on Table
create index "Idx" on "Table" ("Where");
-- create view View: Create view View
create materialized view "View" as select * from "Table" where "Where" is not null and "From" is not null and "a b" is not null primary key ("Where", "From", "a b");
-- seed table Table: Insert a row into Table
insert into "Table" ("From", "a b", "Where") values (1, 2, 'x''y');
