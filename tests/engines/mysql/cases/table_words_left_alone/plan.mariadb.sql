-- rename table hh: Rename table h to hh
--   because Only the name changes: no row is written
rename table `h` to `hh`;
-- rename table hh: Rename column n to id of hh
--   because Only the definition changes: no row is written
alter table `hh` rename column `n` to `id`;
