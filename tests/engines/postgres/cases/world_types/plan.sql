-- alter type address: Rename attribute number of address to house
alter type "public"."address" rename attribute "number" to "house";
-- alter type address: Add attribute zip to address
alter type "public"."address" add attribute "zip" text;
-- alter type positive: Drop check (VALUE > 0) of domain positive
alter domain "public"."positive" drop constraint "is_positive";
-- alter type positive: Add check (VALUE > 1) to domain positive
alter domain "public"."positive" add constraint "is_positive" check (VALUE > 1) not valid;
-- alter type mood: Rename value ok of mood to fine
alter type "public"."mood" rename value 'ok' to 'fine';
-- alter type mood: Add value better to mood
--   not-transactional: The plan uses value better of mood, which must be committed before: it stays when the rest fails
alter type "public"."mood" add value 'better' after 'fine';
-- alter type mood: Grant usage on type mood to public
grant usage on type "public"."mood" to public;
-- seed table words: Set mood of one row of words
--   changes-data (1): Overwrites mood of one row of words
update "public"."words" set "mood" = 'fine' where "id" = 1;
