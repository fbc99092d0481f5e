create schema app;
create table p (x integer unique, y integer unique, primary key (x, y));
create table p2 (x integer primary key);
create table app.p (x integer primary key);
insert into p values (1, 2);
insert into p2 values (1);
insert into app.p values (1);
create table t (a integer, b integer, c integer, d integer,
  constraint f_columns foreign key (a) references p2 (x),
  constraint f_parent foreign key (a) references p (x),
  constraint f_schema foreign key (c) references p (x),
  constraint f_ref foreign key (d) references p (x),
  constraint f_delete foreign key (c) references p2 (x) on delete restrict,
  constraint f_update foreign key (c) references p2 (x) on update cascade,
  constraint f_set foreign key (a, d) references p (x, y) on delete set null (a),
  constraint f_match foreign key (a, d) references p (x, y),
  constraint f_defer foreign key (a) references p2 (x) deferrable,
  constraint f_old foreign key (a) references app.p (x),
  constraint f_comment foreign key (a) references p (x),
  constraint f_pairs foreign key (d, a) references p (x, y) on delete restrict);
alter table t add constraint f_valid foreign key (b) references app.p (x) not valid;
comment on constraint f_comment on t is 'old';
