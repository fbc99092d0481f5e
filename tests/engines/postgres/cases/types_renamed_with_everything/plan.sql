-- rename type mood: Rename type feeling to mood
alter type "public"."feeling" rename to "mood";
-- alter type mood: Rename value b of mood to c
alter type "public"."mood" rename value 'b' to 'c';
-- rename type word: Rename domain app.term to app.word
alter domain "app"."term" rename to "word";
-- alter type word: Rename constraint full_before of domain app.word to full_now
alter domain "app"."word" rename constraint "full_before" to "full_now";
-- rename type place: Rename type spot to place
alter type "public"."spot" rename to "place";
