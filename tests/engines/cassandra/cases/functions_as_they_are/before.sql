create type pt (x int);
create function f(s tuple<int, int>, p pt) called on null input returns tuple<int, int> language java as 'return s;';
create aggregate g(pt) sfunc f stype tuple<int, int> initcond (1,  2);
