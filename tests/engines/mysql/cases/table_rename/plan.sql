-- rename table people: Rename table person to people
--   because Only the name changes: no row is written
rename table `person` to `people`;
