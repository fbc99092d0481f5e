create table t (x integer, y integer);
create sequence a as smallint start 3 increment 5 minvalue 1 maxvalue 100 cache 2 cycle owned by t.x; comment on sequence a is 'old'; select setval('a', 21);
create sequence b as smallint start 3 increment 5 minvalue 1 maxvalue 100 cache 2 cycle owned by t.x; comment on sequence b is 'kept'; select setval('b', 21);
create sequence c_before as smallint start 7 increment 3 minvalue 2 maxvalue 90 cache 5 cycle owned by t.x; comment on sequence c_before is 'kept'; select setval('c_before', 11);
