create function f(a int) returns bigint language sql immutable as 'select a::bigint'; comment on function f is 'kept';
create view low as select f(1) as a; create view top as select a from low;
create table t (id int primary key, a int default f(7), constraint positive check (f(a) > 0)); create index by_f on t (f(a)); comment on index by_f is 'i';
create table others (a int default f(7), check (f(a) < 9)); create unique index on others (f(a));
