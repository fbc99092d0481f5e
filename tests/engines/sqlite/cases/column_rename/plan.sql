-- rename table t: Rename column a of t to label
alter table "t" rename column "a" to "label";
-- drop index idx_t_a: Drop index idx_t_a of t
drop index "idx_t_a";
-- create index idx_t_label: Create index idx_t_label on t
create index "idx_t_label" on "t" ("label");
