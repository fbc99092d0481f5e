create domain a as int default 1 check (value > 0) constraint keep check (value < 100) constraint old_name check (value <> 7);
create domain b as int not null;
alter domain b add constraint late check (value > 0) not valid;
create domain same as varchar(3) default 'x' check (value in ('x', 'y'));
create table t (a a, b b);
insert into t values (5, 5);
