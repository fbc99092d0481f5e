create function add(a integer, b integer default 1) returns integer language plpgsql as $$ begin return a + b; end $$; comment on function add is 'adds'; create view v as select add(1) as two;
