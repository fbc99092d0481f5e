-- rename function f: Rename function f_before(integer[], text[]) to f(integer[], text[])
alter function "public"."f_before"(integer[], text[]) rename to "f";
-- rename function rows_of: Rename function rows_before() to rows_of()
alter function "public"."rows_before"() rename to "rows_of";
-- rename procedure p: Rename procedure p_before(integer) to p(integer)
alter procedure "public"."p_before"(integer) rename to "p";
-- rename function stamp: Rename function stamp_before() to stamp()
alter function "public"."stamp_before"() rename to "stamp";
