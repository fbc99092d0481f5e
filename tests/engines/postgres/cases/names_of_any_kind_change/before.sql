create schema "We""ird";
create table "We""ird"."Select" ("from" integer primary key, a text, "drop it" text);
insert into "We""ird"."Select" values (1, 'x', 'lost');
create table "user" ("table" integer);
insert into "user" values (1);
create table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn ("äääääääääääääääääääääääääääääääa" integer);
