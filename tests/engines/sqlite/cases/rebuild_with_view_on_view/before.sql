create table t (id integer primary key, a text);
create view v as select a from t;
create view w as select a || '!' as b from v;
create trigger vi instead of insert on v begin insert into t (a) values (new.a); end;
insert into t values (1, 'x');
