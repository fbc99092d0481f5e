create table p (id integer primary key); create table t (a integer); alter table t add constraint c check (a > 0) not valid, add constraint f foreign key (a) references p (id) not valid
