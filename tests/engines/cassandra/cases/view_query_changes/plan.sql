-- drop view one: Drop view one
drop materialized view "one";
-- create view one: Create view one
--   rewrites-table: Makes view one anew of the rows of t, in the background
create materialized view "one" as select * from "t" where "c" is not null and "k" is not null primary key ("c", "k") with comment = 'kept';
-- drop view two: Drop view two
drop materialized view "two";
-- create view two: Create view two
--   rewrites-table: Makes view two anew of the rows of t, in the background
create materialized view "two" as select "c", "k", "v" from "t" where "c" is not null and "k" is not null primary key ("c", "k");
-- drop view three: Drop view three
drop materialized view "three";
-- create view three: Create view three
--   rewrites-table: Makes view three anew of the rows of t, in the background
create materialized view "three" as select "c", "k", "v" from "t" where "c" is not null and "k" is not null primary key ("c", "k");
-- drop view four: Drop view four
drop materialized view "four";
-- create view four: Create view four
--   rewrites-table: Makes view four anew of the rows of t, in the background
create materialized view "four" as select "k", "c", "v" from "t" where "k" is not null and "c" is not null primary key ("k", "c") with clustering order by ("c" desc);
