-- create type address: Create type address
create type "address" ("street" text, "codes" frozen<list<int>>);
-- alter table t: Add column home to t
alter table "t" add "home" frozen<address>;
-- alter table t: Add column s to t
alter table "t" add "s" int static;
-- alter table t: Add column m to t
alter table "t" add "m" map<text, frozen<address>>;
