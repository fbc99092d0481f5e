-- create function plus(bigint, int): Create function plus(bigint, int)
create function "plus" ("s" bigint, "v" int) returns null on null input returns bigint language java as $$return s + v;$$;
-- drop aggregate total(int): Drop aggregate total(int)
drop aggregate "total" (int);
-- create aggregate total(int): Create aggregate total(int)
create aggregate "total" (int) sfunc "plus" stype bigint initcond 0;
