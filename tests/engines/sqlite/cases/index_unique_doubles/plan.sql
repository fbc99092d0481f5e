-- create index idx_t_a: Create index idx_t_a on t
--   may-fail (2): Fails because of 2 rows of t which share their key with another
create unique index "idx_t_a" on "t" ("a");
