create schema ext; create schema other;
create extension citext version '1.4'; comment on extension citext is 'old';
create extension hstore schema other version '1.4'; comment on extension hstore is 'kept';
create table t (a citext, b other.hstore);
insert into t values ('X', 'a=>1');
create view v as select a from t;
