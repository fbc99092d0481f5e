create type a as (x integer, y varchar(5) collate "C", w text collate "C", kept_before text collate "C", gone date);
comment on column a.y is 'old'; comment on column a.w is 'stays'; comment on column a.kept_before is 'goes with it'; comment on column a.gone is 'x';
create type b as (x a);
