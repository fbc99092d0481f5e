create table t (a integer generated always as identity (increment 2 maxvalue 1000))
