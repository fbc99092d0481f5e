create table t (a integer, to_stored integer generated always as (a + 2) virtual, to_virtual integer generated always as (a + 3) stored,
  gone integer generated always as (a + 4) virtual, kept integer generated always as (a + 4) virtual);
insert into t values (1);
