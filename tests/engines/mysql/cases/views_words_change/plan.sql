-- rename view called: Rename view name to called
rename table `name` to `called`;
-- alter view above: Replace view above
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `above` as
select id from called;
-- alter view algorithm: Replace view algorithm
create or replace algorithm = temptable definer = `root`@`127.0.0.1` view `algorithm` as
select id from t;
-- alter view checked: Replace view checked
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `checked` as
select id, a from t where a < 10
with cascaded check option;
-- alter view columns: Replace view columns
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `columns` (`x`, `y`) as
select id, a from t;
-- alter view owner: Replace view owner
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `owner` as
select id from t;
-- alter view query: Replace view query
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `query` as
select id, a * 2 as a from t where a > 1;
-- alter view security: Replace view security
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `security` as
select id from t;
