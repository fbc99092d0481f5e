-- create schema fresh: Create schema fresh
create schema if not exists "fresh";
-- alter extension citext: Change extension citext
alter extension "citext" update to '1.5';
alter extension "citext" set schema "ext";
-- create extension pg_trgm: Create extension pg_trgm
create extension if not exists "pg_trgm" schema "fresh" version '1.4';
-- alter extension citext: Change extension citext
comment on extension "citext" is 'texts without case';
-- alter extension pg_trgm: Change extension pg_trgm
comment on extension "pg_trgm" is 'trigrams: it''s new';
