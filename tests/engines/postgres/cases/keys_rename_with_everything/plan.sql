-- rename table new: Rename table app.old to app.new
alter table "app"."old" rename to "new";
-- rename table new: Rename column id of app.new to id2
alter table "app"."new" rename column "id" to "id2";
-- rename table new: Rename column n of app.new to n2
alter table "app"."new" rename column "n" to "n2";
-- rename table new: Rename column r of app.new to r2
alter table "app"."new" rename column "r" to "r2";
-- rename table new: Rename column c of app.new to c2
alter table "app"."new" rename column "c" to "c2";
-- rename table new: Rename column up of app.new to up2
alter table "app"."new" rename column "up" to "up2";
-- rename table child: Rename column a of app.child to a2
alter table "app"."child" rename column "a" to "a2";
-- rename table child: Rename column b of app.child to b2
alter table "app"."child" rename column "b" to "b2";
-- rename table target2: Rename table app.target to app.target2
alter table "app"."target" rename to "target2";
-- rename table target2: Rename column x of app.target2 to x2
alter table "app"."target2" rename column "x" to "x2";
-- rename table target2: Rename column y of app.target2 to y2
alter table "app"."target2" rename column "y" to "y2";
-- rename table new: Rename constraint x of app.new to x2
alter table "app"."new" rename constraint "x" to "x2";
-- rename table new: Rename constraint xb of app.new to xb2
alter table "app"."new" rename constraint "xb" to "xb2";
-- rename table new: Rename constraint old_key of app.new to new_key
alter table "app"."new" rename constraint "old_key" to "new_key";
-- rename table new: Rename constraint u of app.new to u2
alter table "app"."new" rename constraint "u" to "u2";
-- rename table new: Rename constraint ud of app.new to ud2
alter table "app"."new" rename constraint "ud" to "ud2";
-- rename table new: Rename constraint self of app.new to self2
alter table "app"."new" rename constraint "self" to "self2";
-- rename table new: Rename constraint k of app.new to k2
alter table "app"."new" rename constraint "k" to "k2";
-- rename table new: Rename constraint kn of app.new to kn2
alter table "app"."new" rename constraint "kn" to "kn2";
-- rename table child: Rename constraint to_old of app.child to to_new
alter table "app"."child" rename constraint "to_old" to "to_new";
