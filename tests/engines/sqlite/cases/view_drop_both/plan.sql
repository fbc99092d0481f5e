-- drop view w: Drop view w
drop view "w";
-- drop view v: Drop view v
drop view "v";
