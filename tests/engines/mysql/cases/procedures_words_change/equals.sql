create procedure params (`x` int, out `y` bigint) set y = x; create procedure mode (inout `z` int) set z = 2; create procedure words () modifies sql data comment 'two' begin
  set @a = 2;
  set @b = ';';
end; create definer = root@localhost procedure called () set @a = 7
