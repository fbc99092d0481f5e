-- rename table s2: Rename table s to s2
alter table "s" rename to "s2";
-- rename table w2: Rename table w to w2
alter table "w" rename to "w2";
-- rename table s2: Rename column a of s2 to aa
alter table "s2" rename column "a" to "aa";
-- rename table w2: Rename column a of w2 to aa
alter table "w2" rename column "a" to "aa";
