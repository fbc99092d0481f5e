create domain a as varchar(20) collate "POSIX" default 'y' constraint one check (length(value) < 15) constraint other check (value <> 'never');
comment on domain a is 'new'; comment on constraint one on domain a is 'new';
create domain b as text; comment on domain b is 'kept';
create domain c as integer constraint late check (value > 0);
create table t (a a, b b, c c);
