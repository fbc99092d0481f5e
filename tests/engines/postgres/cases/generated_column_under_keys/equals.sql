create table p (id integer primary key);
create table t (id integer, gg integer, g integer generated always as (id + 10) stored primary key,
  constraint u unique (id, g), constraint c check (g > 0), foreign key (g) references p (id),
  constraint x2 exclude using btree (g with =));
create index i on t ((g + 1)) with (fillfactor = 70);
create index ig on t (gg);
comment on constraint u on t is 'kept';
comment on constraint c on t is 'kept';
comment on index i is 'kept';
comment on column t.g is 'kept';
