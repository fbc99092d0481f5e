create table t (
  id integer primary key,
  n numeric(10,2) default 1,
  ts timestamp(3),
  v varchar(1) default '',
  c text collate "C",
  a text[] default array['x'],
  m int[],
  s text,
  z text compression pglz,
  g integer generated always as (small * 2) stored,
  small integer,
  u text
);
alter table t alter column s set storage external;
comment on column t.s is 'old';
insert into t (id, n, ts, v, c, a, m, s, z, small, u) values (1, 1.5, '2024-01-02 03:04:05.123', 'x', 'c', '{p,q}', '{{1,2}}', 's', 'z', 1, 'abc');
