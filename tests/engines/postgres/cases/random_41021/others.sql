create table public."other's" (id int primary key, "Note" text default 'x' check ("Note" <> 'no'), n int);
insert into public."other's" values (1, 'it''s', 7), (2, null, null);
create materialized view public."Other mat" as select count(*) as many from public."other's";
create sequence public.other_seq increment by 3 owned by public."other's".n;
