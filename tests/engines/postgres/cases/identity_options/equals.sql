create table t (a integer not null); alter table t alter a add generated always as identity (increment 5 maxvalue 1000 cache 3)
