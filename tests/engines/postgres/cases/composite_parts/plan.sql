-- alter type a: Rename attribute y of a to z
alter type "public"."a" rename attribute "y" to "z";
-- alter type a: Rename attribute kept_before of a to kept
alter type "public"."a" rename attribute "kept_before" to "kept";
-- alter type a: Drop attribute gone of a
alter type "public"."a" drop attribute "gone";
-- alter type a: Change attribute x of a from integer to bigint
alter type "public"."a" alter attribute "x" type bigint;
-- alter type a: Change attribute z of a from character varying(5) to character varying(9)
alter type "public"."a" alter attribute "z" type character varying(9) collate "POSIX";
-- alter type a: Change attribute w of a from text to text
alter type "public"."a" alter attribute "w" type text;
-- alter type a: Add attribute fresh to a
alter type "public"."a" add attribute "fresh" text[] collate "C";
-- alter type a: Comment on attribute x of type a
comment on column "public"."a"."x" is 'new';
-- alter type a: Comment on attribute z of type a
comment on column "public"."a"."z" is 'changed';
-- alter type a: Comment on attribute fresh of type a
comment on column "public"."a"."fresh" is 'f';
