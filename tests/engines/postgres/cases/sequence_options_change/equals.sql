create table t (x integer, y integer);
create sequence a as integer start 7 increment -2 minvalue -50 maxvalue 60 cache 4 owned by t.y; comment on sequence a is 'new';
create sequence b owned by t.x; comment on sequence b is 'kept';
create sequence c as smallint start 7 increment 3 minvalue 2 maxvalue 90 cache 5 cycle owned by t.x; comment on sequence c is 'kept';
