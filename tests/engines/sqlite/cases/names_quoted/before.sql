create table "we""ird [t] `x" ("sel ect" integer primary key, "order" text, "a]b" text);
insert into "we""ird [t] `x" values (1, 'x', 'y');
create index "i ""x" on "we""ird [t] `x" ("order");
create view "v ""w" as select "order" from "we""ird [t] `x";
