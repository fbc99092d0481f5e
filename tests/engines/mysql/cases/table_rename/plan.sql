-- rename table people: Rename table person to people
rename table `person` to `people`;
