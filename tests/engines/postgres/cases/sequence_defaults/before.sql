create sequence old_name start 7; create sequence gone;
create table t (a int default nextval('old_name'), b int default nextval('gone'));
insert into t values (default, 3); delete from t;
