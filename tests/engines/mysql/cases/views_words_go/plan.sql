-- drop view gone: Drop view gone
drop view `gone`;
-- drop view upon: Drop view upon
drop view `upon`;
-- alter view algorithm: Replace view algorithm
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `algorithm` as
select id from t;
-- alter view checked: Replace view checked
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `checked` as
select id, a from t where a < 10;
-- alter view columns: Replace view columns
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `columns` as
select id, a from t;
-- alter view security: Replace view security
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `security` as
select id from t;
