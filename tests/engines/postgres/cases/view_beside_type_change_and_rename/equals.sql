create table u (a bigint, c text);
create view v as select a, c as b from u where a > 0;
create materialized view m as select a, c as b from u;
