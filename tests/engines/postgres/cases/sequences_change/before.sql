create table t (x int, y int);
create sequence a start 2 maxvalue 50 owned by t.x;
select setval('a', 10);
create sequence b owned by t.y;
create sequence c as smallint cycle;
create sequence old start 5; select nextval('old');
create sequence gone;
create sequence alone;
comment on sequence alone is 'x';
