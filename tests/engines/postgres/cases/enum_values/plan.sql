-- alter type mood: Rename value sad of mood to low
alter type "public"."mood" rename value 'sad' to 'low';
-- alter type mood: Add value zero to mood
alter type "public"."mood" add value 'zero' before 'low';
-- alter type mood: Add value low2 to mood
alter type "public"."mood" add value 'low2' after 'low';
-- alter type mood: Add value last to mood
alter type "public"."mood" add value 'last';
-- alter table t: Change column ms of t: set default '{low}'::public.mood[]
alter table "public"."t" alter column "ms" set default '{low}'::public.mood[];
-- alter type mood: Comment on type mood
comment on type "public"."mood" is 'c';
