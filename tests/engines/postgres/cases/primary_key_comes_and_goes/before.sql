create table n (a integer);
create table p (a integer, b integer, c integer);
create table q (a integer, b integer, constraint q_key primary key (a) include (b));
create table r (a integer, b integer, constraint r_pkey primary key (a) include (b) deferrable);
comment on constraint r_pkey on r is 'old';
insert into p values (1, 2, 3);
insert into q values (1, 2);
insert into r values (1, 2);
