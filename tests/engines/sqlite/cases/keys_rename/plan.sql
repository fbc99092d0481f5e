-- rename table u: Rename table t to u
alter table "t" rename to "u";
-- rename table u: Rename column id of u to number
alter table "u" rename column "id" to "number";
-- rename table u: Rename column a of u to word
alter table "u" rename column "a" to "word";
-- rename table u: Rename column b of u to size
alter table "u" rename column "b" to "size";
