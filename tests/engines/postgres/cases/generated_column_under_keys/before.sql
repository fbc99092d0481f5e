create table p (id integer primary key);
insert into p values (0), (1), (2), (3), (11), (12);
create table t (id integer, gg integer, g integer generated always as (id + 0) stored primary key,
  constraint u unique (id, g), constraint c check (g > 0), foreign key (g) references p (id),
  constraint x exclude using btree (g with =));
create index i on t ((g + 1)) with (fillfactor = 70);
create index ig on t (gg);
comment on constraint u on t is 'kept';
comment on constraint c on t is 'kept';
comment on index i is 'kept';
comment on column t.g is 'kept';
insert into t (id) values (1), (2);
