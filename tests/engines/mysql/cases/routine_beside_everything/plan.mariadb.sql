-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter function f: Replace function f
create or replace definer = `root`@`127.0.0.1` function `f` (`least` int)
  returns int
  reads sql data
return (select count(*) from v) + (select count(*) from h where day > least);
-- create procedure clean: Create procedure clean
create definer = `root`@`127.0.0.1` procedure `clean` ()
begin
  delete from t where n < 0;
  call other();
end;
-- create procedure other: Create procedure other
create definer = `root`@`127.0.0.1` procedure `other` ()
delete from log;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
