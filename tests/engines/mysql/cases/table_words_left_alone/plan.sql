-- rename table hh: Rename table h to hh
--   because Only the name changes: no row is written
rename table `h` to `hh`;
-- rename table hh: Rename column n to id of hh
--   because The table is copied: its partitions are by a column that is renamed
--   rewrites-table: Writes the rows of hh anew
alter table `hh` rename column `n` to `id` PARTITION BY RANGE (`id`)
(PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB);
