create type mood as enum ('b', 'a');
create table t (m mood not null default 'b', n mood, constraint differ check (m <> 'a' or n is null), constraint short check (n in ('a', 'b')));
comment on constraint differ on t is 'kept';
create index i on t (n) where m = 'b';
comment on index i is 'kept, too';
create unique index j on t ((n = 'a'));
create table other (m mood, constraint few check (m = 'a'), exclude using btree (m with =) where (m = 'a'));
create index k on other (m) where m = any ('{a,b}'::mood[]);
