create schema ext; create schema other; create schema fresh;
create extension citext schema ext version '1.5'; comment on extension citext is 'texts without case';
create extension hstore schema other version '1.4'; comment on extension hstore is 'kept';
create extension pg_trgm schema fresh version '1.4'; comment on extension pg_trgm is 'trigrams: it''s new';
create table t (a ext.citext, b other.hstore);
create view v as select a from t;
