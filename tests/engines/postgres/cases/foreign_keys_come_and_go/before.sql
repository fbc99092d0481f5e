create schema app;
create table p (x integer, y integer, primary key (x, y));
create table p2 (x integer primary key);
create table app.p (x integer, y integer, primary key (x, y));
insert into p2 values (1), (2);
create table t (a integer, b integer, c integer, d integer,
  constraint f_gone foreign key (c) references p2 (x),
  constraint f_less foreign key (a) references p2 (x) match full on delete cascade on update cascade deferrable initially deferred,
  constraint t_b_fkey foreign key (b) references p2 (x) on delete cascade,
  constraint f_comment foreign key (c) references p2 (x),
  constraint f_set foreign key (c, d) references p (x, y) on delete set null (c));
alter table t add constraint f_schema foreign key (a, b) references app.p (x, y) not valid;
comment on constraint f_comment on t is 'old';
insert into t (c) values (1);
