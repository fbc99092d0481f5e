-- create schema app: Create schema app
create schema if not exists "app";
-- create sequence counter: Create sequence counter
create sequence "public"."counter" as integer increment -3 minvalue -90 maxvalue 10 start 9 cycle;
-- create sequence plain: Create sequence app.plain
create sequence "app"."plain";
-- create table t: Create table t
create table "public"."t" (
  "a" integer default nextval('counter'),
  "b" bigint default nextval('app.plain'),
  "c" serial,
  "d" bigserial
);
-- alter sequence counter: Make sequence counter go with t.a
alter sequence "public"."counter" owned by "public"."t"."a";
-- alter sequence counter: Comment on sequence counter
comment on sequence "public"."counter" is 'counts';
-- alter sequence t_c_seq: Change sequence t_c_seq: start 100 restart
alter sequence "public"."t_c_seq" start 100 restart;
-- rename sequence Other Name: Rename sequence t_d_seq to Other Name
alter sequence "public"."t_d_seq" rename to "Other Name";
-- alter sequence Other Name: Change sequence Other Name: cache 5 restart
alter sequence "public"."Other Name" cache 5 restart;
-- alter sequence Other Name: Comment on sequence Other Name
comment on sequence "public"."Other Name" is 'd';
