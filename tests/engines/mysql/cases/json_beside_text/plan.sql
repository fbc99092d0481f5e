-- alter table t: Change column a of t: type longtext to json, drop collation, engine options
--   because The table is copied: others can read it, and wait to write
--   changes-data (1): Converts column a of t from longtext to json in 1 row
--   may-fail (1): Fails when text of a of t has characters that undefined has not, or rows become equal under undefined
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `a` json null;
