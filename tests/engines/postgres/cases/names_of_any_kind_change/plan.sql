-- rename table Group "By": Rename table We"ird.Select to We"ird.Group "By"
alter table "We""ird"."Select" rename to "Group ""By""";
-- rename table Group "By": Rename column from of We"ird.Group "By" to order
alter table "We""ird"."Group ""By""" rename column "from" to "order";
-- rename table Group "By": Rename column a of We"ird.Group "By" to a "b" 'c'
alter table "We""ird"."Group ""By""" rename column "a" to "a ""b"" 'c'";
-- alter table Group "By": Change column order of We"ird.Group "By": type integer to bigint
--   rewrites-table (1): Writes 1 row of We"ird.Group "By" anew
--   exclusive-lock (1): Keeps others from reading and writing We"ird.Group "By" while it rewrites 1 row
alter table "We""ird"."Group ""By""" alter column "order" type bigint;
-- alter table Group "By": Add column $1 to We"ird.Group "By"
alter table "We""ird"."Group ""By""" add column "$1" integer;
-- alter table Group "By": Drop column drop it of We"ird.Group "By"
--   deletes-data (1): Deletes column drop it of We"ird.Group "By", which has a value in 1 row [drop-column:We"ird.Group "By".drop it]
alter table "We""ird"."Group ""By""" drop column "drop it";
-- alter table Group "By": Add check ("order" > 0) to We"ird.Group "By"
--   may-fail (1): Fails when there are rows of We"ird.Group "By" which do not fulfil "order" > 0
--   exclusive-lock (1): Keeps others from reading and writing We"ird.Group "By" while it checks 1 row
alter table "We""ird"."Group ""By""" add constraint "k""k" check ("order" > 0);
-- create index i'x: Create index i'x on We"ird.Group "By"
--   exclusive-lock (1): Keeps others from writing to We"ird.Group "By" while it indexes 1 row
create index "i'x" on "We""ird"."Group ""By""" ("a ""b"" 'c'", "$1");
-- alter table Group "By": Comment on column a "b" 'c' of We"ird.Group "By"
comment on column "We""ird"."Group ""By"""."a ""b"" 'c'" is 'it''s "it"';
-- rename table Group "By": Rename constraint Select_pkey of We"ird.Group "By" to the "key"
alter table "We""ird"."Group ""By""" rename constraint "Select_pkey" to "the ""key""";
-- alter table user: Change column table of user: type integer to bigint
--   rewrites-table (1): Writes 1 row of user anew
--   exclusive-lock (1): Keeps others from reading and writing user while it rewrites 1 row
alter table "public"."user" alter column "table" type bigint;
-- alter table user: Add foreign key (table) to Group "By" on user
--   exclusive-lock (1): Keeps others from writing to user while it checks 1 row
alter table "public"."user" add constraint "f'k" foreign key ("table") references "We""ird"."Group ""By""" ("order");
-- alter table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: Add unique constraint (äääääääääääääääääääääääääääääääa) to nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
alter table "public"."nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" add constraint "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn_ääääääääääääää_key" unique ("äääääääääääääääääääääääääääääääa");
-- alter table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: Comment on constraint nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn_ääääääääääääää_key of nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
comment on constraint "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn_ääääääääääääää_key" on "public"."nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" is 'whose name is cut';
-- alter table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: Add check (äääääääääääääääääääääääääääääääa > 0) to nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
alter table "public"."nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" add constraint "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" check (äääääääääääääääääääääääääääääääa > 0);
-- alter table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: Comment on constraint ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc of nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
comment on constraint "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" on "public"."nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" is 'of 63 bytes';
