-- rename sequence s: Rename sequence s_before to s
alter sequence "public"."s_before" rename to "s";
