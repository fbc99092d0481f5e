-- alter function plus(int, int): Replace function plus(int, int)
create or replace function "plus" ("s" int, "v" int) returns null on null input returns int language java as $$return s - v;$$;
-- create function minus(int, int): Create function minus(int, int)
create function "minus" ("s" int, "v" int) returns null on null input returns int language java as 'return s * v; // costs $$';
-- drop aggregate total(int): Drop aggregate total(int)
drop aggregate "total" (int);
-- drop aggregate open(int): Drop aggregate open(int)
drop aggregate "open" (int);
-- drop function twice(int): Drop function twice(int)
drop function "twice" (int);
-- create function twice(int): Create function twice(int)
create function "twice" ("state" int) returns null on null input returns text language java as $$return String.valueOf(state);$$;
-- drop function alone(int): Drop function alone(int)
drop function "alone" (int);
-- create function alone(int): Create function alone(int)
create function "alone" ("a" int) returns null on null input returns bigint language java as $$return 1L;$$;
-- create aggregate total(int): Create aggregate total(int)
create aggregate "total" (int) sfunc "plus" stype int finalfunc "twice" initcond 0;
-- alter aggregate sum_from(int): Replace aggregate sum_from(int)
create or replace aggregate "sum_from" (int) sfunc "minus" stype int initcond 6;
-- create aggregate open(int): Create aggregate open(int)
create aggregate "open" (int) sfunc "plus" stype int initcond 1;
