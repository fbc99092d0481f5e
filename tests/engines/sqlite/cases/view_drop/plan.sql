-- drop view v: Drop view v
drop view "v";
