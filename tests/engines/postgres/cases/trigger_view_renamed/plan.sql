-- rename view new_v: Rename view v to new_v
alter view "public"."v" rename to "new_v";
-- rename view new_w: Rename view w to new_w
alter view "public"."w" rename to "new_w";
-- drop trigger new_v: Drop trigger gone of new_v
drop trigger "gone" on "public"."new_v";
