-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create function f: Create function f
create definer = `root`@`127.0.0.1` function `f` (`x` int, `y z` varchar(20))
  returns varchar(40)
  deterministic
  no sql
  sql security invoker
  comment 'it''s'
begin
  declare s varchar(40) default '; not the end';
  case x when 1 then set s = 'one'; else set s = concat(`y z`, x); end case;
  return s;
end;
-- create procedure p: Create procedure p
create definer = `root`@`127.0.0.1` procedure `p` (`a` int, out `b` int, inout `c` decimal(10,2))
begin
  set b = a * 2;
  set c = c + 1;
end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
