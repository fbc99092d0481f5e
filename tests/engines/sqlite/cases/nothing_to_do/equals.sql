create table p (id integer primary key, k text unique);
create table t (id integer primary key, a int references p, b int references p (id) on delete cascade,
  c text, d int references p(id) deferrable initially immediate, e int references p (id) match simple not deferrable,
  foreign key (c) references p (k) on update set null deferrable initially deferred);
