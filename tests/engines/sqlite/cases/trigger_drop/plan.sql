-- drop trigger two: Drop trigger two of t
drop trigger "two";
