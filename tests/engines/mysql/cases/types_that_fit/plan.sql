-- alter table t: Change table t: change column a, type int to tinyint unsigned; change column b, type text to varchar(3); change column c, type enum('x','y') to enum('x')
--   because The table is copied: others can read it, and wait to write
--   changes-data (2): Converts column a of t from int to tinyint unsigned in 2 rows
--   changes-data (2): Converts column b of t from text to varchar(3) in 2 rows
--   changes-data (1): Converts column c of t from enum('x','y') to enum('x') in 1 row
--   rewrites-table (3): Writes 3 rows of t anew
--   exclusive-lock (3): Keeps others from writing to t while it goes through 3 rows
alter table `t` modify column `a` tinyint unsigned null, modify column `b` varchar(3) null, modify column `c` enum('x') null;
