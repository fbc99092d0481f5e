-- alter sequence counter: Change sequence counter: increment 5 minvalue 1 maxvalue 9223372036854775807 start 10
alter sequence "public"."counter" increment 5 minvalue 1 maxvalue 9223372036854775807 start 10;
-- alter function size: Change function size(public.t)
create or replace function "public"."size" ("one" public.t)
returns integer
language "sql"
as $body$select one.a$body$;
-- drop view over: Drop view app.over
drop view "app"."over";
-- drop trigger v: Drop trigger instead of v
drop trigger "instead" on "public"."v";
-- drop view v: Drop view v
drop view "public"."v";
-- drop policy own: Drop policy own of t
drop policy "own" on "public"."t";
-- alter table t: Drop constraint t_check of t while a function changes under it
alter table "public"."t" drop constraint "t_check";
-- alter table t: Drop the default of column b of t while a function changes under it
alter table "public"."t" alter column "b" drop default;
-- alter table t: Drop index t_loud of t while a function changes under it
drop index "public"."t_loud";
-- drop function loud: Drop function loud(text)
drop function "public"."loud"(text);
-- create function loud: Create function loud(text)
create function "public"."loud" ("words" text)
returns character varying
language "plpgsql"
immutable
as $body$begin return upper(words) || '!'; end$body$;
-- alter function stamp: Change function stamp()
create or replace function "public"."stamp" ()
returns trigger
language "plpgsql"
as $body$begin new.b := new.b; return new; end$body$;
-- create view v: Create view v
create view "public"."v" as SELECT id,
    a,
    twice,
    mood,
    public.loud(b) AS loud,
    code,
    (place).street AS street
   FROM public.t;
-- create view over: Create view app.over
create view "app"."over" as SELECT v.a,
    v.mood,
    m.count
   FROM (public.v
     JOIN public.m ON ((m.mood = v.mood)));
-- alter trigger t: Change trigger stamped of t
create or replace trigger "stamped" after insert on "public"."t" for each row when ((new.a > 0)) execute function "stamp"();
-- create trigger v: Create trigger instead of v
create trigger "instead" instead of insert or update on "public"."v" for each row execute function "stamp"();
-- create policy own: Create policy own of t
create policy "own" on "public"."t" to "pg_monitor" using ((a > 0) AND (mood = 'ok'::public.mood) AND ((public.loud(b))::text = b));
-- alter table t: Put constraint t_check of t back
--   exclusive-lock: Keeps others from writing to t while it reads all its rows
alter table "public"."t" add constraint "t_check" CHECK (((a > 0) AND (mood <> 'sad'::public.mood) AND (public.loud(b) <> ''::text)));
-- alter table t: Put the default of column b of t back
alter table "public"."t" alter column "b" set default public.loud('x'::text);
-- alter table t: Put index t_loud of t back
--   exclusive-lock: Keeps others from writing to t while it reads all its rows
CREATE INDEX t_loud ON public.t USING btree (public.loud(b), a) WHERE (mood = 'happy'::public.mood);
-- alter function loud: Grant execute on routine loud to pg_monitor
grant execute on routine "public"."loud"(text) to "pg_monitor";
-- alter view v: Grant select on view v to pg_monitor
grant select on table "public"."v" to "pg_monitor";
