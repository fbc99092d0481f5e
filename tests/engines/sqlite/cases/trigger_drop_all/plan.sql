-- drop trigger one: Drop trigger one of t
drop trigger "one";
-- drop trigger two: Drop trigger two of t
drop trigger "two";
