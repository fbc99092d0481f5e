-- drop function home(address, list<frozen<address>>): Drop function home(address, list<frozen<address>>)
drop function "home" (address, list<frozen<address>>);
-- drop type address: Drop type address
drop type "address";
-- drop aggregate total(int): Drop aggregate total(int)
drop aggregate "total" (int);
-- drop function plus(int, int): Drop function plus(int, int)
drop function "plus" (int, int);
-- drop function twice(int): Drop function twice(int)
drop function "twice" (int);
