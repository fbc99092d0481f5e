create table was (now_text text default now(), now_call timestamptz default '2020-01-01', zero integer default 1, empty text default ' ',
  uuid uuid default gen_random_uuid(), seq bigint default 5, expression text default 'x');
insert into was (now_text) values ('kept');
