create type feeling as enum ('a', 'b');
create domain pos as int check (value > 0);
create type addr as (x int, y text);
create table t (m feeling default 'a', ms feeling[], p pos, a addr, check (m <> 'b'::feeling));
insert into t values ('a', '{a}', 1, '(1,x)');
