create type a as (x bigint, z varchar(9) collate "POSIX", w text, kept text collate "C", fresh text[] collate "C");
comment on column a.x is 'new'; comment on column a.z is 'changed'; comment on column a.w is 'stays'; comment on column a.kept is 'goes with it'; comment on column a.fresh is 'f';
create type b as (x a);
