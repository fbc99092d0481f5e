-- alter table t: Change table t: change column id, type bigint to bigint unsigned; change column a, type int to int(5) unsigned zerofill; change column b, type decimal(5,2) to decimal(5,2) unsigned
--   because The table is copied: others can read it, and wait to write
--   changes-data (1): Converts column id of t from bigint to bigint unsigned in 1 row
--   changes-data (1): Converts column a of t from int to int(5) unsigned zerofill in 1 row
--   changes-data (1): Converts column b of t from decimal(5,2) to decimal(5,2) unsigned in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `id` bigint unsigned not null auto_increment, modify column `a` int(5) unsigned zerofill null, modify column `b` decimal(5,2) unsigned null;
