create domain a as varchar(10) collate "C" default 'x' not null constraint one check (length(value) < 5) constraint old check (value <> 'nope');
comment on domain a is 'old'; comment on constraint one on domain a is 'old';
alter domain a add constraint other check (value <> 'never') not valid;
create domain b as text collate "C" default 'x' not null constraint one check (value <> '');
comment on domain b is 'kept'; comment on constraint one on domain b is 'gone';
alter domain b add constraint late check (value <> 'late') not valid;
create domain c as integer constraint early check (value > 0);
create table t (a a, b b, c c);
insert into t values ('abc', 'b', 5), ('x', 'y', 7);
