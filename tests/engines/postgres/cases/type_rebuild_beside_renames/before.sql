create type mood as enum ('sad', 'ok', 'gone');
create table stale (m mood default 'ok', n integer);
create sequence counter owned by stale.n;
insert into stale values ('sad', 1), (null, 2);
