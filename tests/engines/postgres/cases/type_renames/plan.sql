-- rename type mood: Rename type feeling to mood
alter type "public"."feeling" rename to "mood";
-- rename type positive: Rename domain pos to positive
alter domain "public"."pos" rename to "positive";
-- rename type address: Rename type addr to address
alter type "public"."addr" rename to "address";
-- alter type address: Rename attribute x of address to z
alter type "public"."address" rename attribute "x" to "z";
