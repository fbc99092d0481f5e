-- create type address: Create type address
create type "address" ("street" text, "codes" frozen<list<int>>);
-- create function plus(int, int): Create function plus(int, int)
create function "plus" ("state" int, "value" int) returns null on null input returns int language java as $$return state + value;$$;
-- create function twice(int): Create function twice(int)
create function "twice" ("state" int) called on null input returns int language java as $$return state == null ? 0 : state * 2;$$;
-- create aggregate total(int): Create aggregate total(int)
create aggregate "total" (int) sfunc "plus" stype int finalfunc "twice" initcond 0;
-- create table event: Create table event
create table "event" ("tenant" text, "id" uuid, "day" date, "at" timestamp, "note" text, "owner" text static, "home" frozen<address>, "tags" set<text>, "scores" map<text, int>, "steps" frozen<list<int>>, "pair" frozen<tuple<int, text>>, "meaning" vector<float, 3>, "deep" map<int, frozen<list<frozen<address>>>>, "ascii" ascii, "big" bigint, "bits" blob, "yes" boolean, "price" decimal, "exact" double, "long" duration, "rough" float, "host" inet, "small" smallint, "noon" time, "version" timeuuid, "tiny" tinyint, "huge" varint, primary key (("tenant", "id"), "day", "at")) with clustering order by ("day" desc, "at" asc) and additional_write_policy = '50ms' and allow_auto_snapshot = false and bloom_filter_fp_chance = 0.05 and caching = {'keys': 'ALL', 'rows_per_partition': '100'} and cdc = true and comment = 'it''s "the" table' and compaction = {'class': 'LeveledCompactionStrategy', 'sstable_size_in_mb': '160'} and compression = {'class': 'ZstdCompressor', 'chunk_length_in_kb': '32', 'compression_level': '3'} and crc_check_chance = 0.5 and default_time_to_live = 86400 and gc_grace_seconds = 3600 and incremental_backups = false and max_index_interval = 1024 and memtable = 'trie' and memtable_flush_period_in_ms = 60000 and min_index_interval = 64 and read_repair = 'NONE' and speculative_retry = 'MIN(99p,50ms)';
-- create table event: Create index event_note_idx on event
create custom index "event_note_idx" on "event" ("note") using 'sai' with options = {'case_sensitive': 'false'};
-- create table event: Create index near on event
create custom index "near" on "event" ("meaning") using 'sai' with options = {'similarity_function': 'cosine'};
-- create table event: Create index event_scores_idx on event
create index "event_scores_idx" on "event" (keys("scores"));
-- create table event: Create index by_score on event
create index "by_score" on "event" (entries("scores"));
-- create table event: Create index event_tags_idx on event
create index "event_tags_idx" on "event" (values("tags"));
-- create table event: Create index event_steps_idx on event
create index "event_steps_idx" on "event" (full("steps"));
-- create view by_day: Create view by_day
create materialized view "by_day" as select "day", "tenant", "id", "at", "note" from "event" where tenant is not null and id is not null and day > '2020-01-01' and at is not null primary key ("day", "tenant", "id", "at") with clustering order by ("tenant" desc, "id" asc, "at" desc);
-- seed table event: Insert a row into event
insert into "event" ("tenant", "id", "day", "at", "note", "big") values ('a', 5b6962dd-3f90-4c93-8f61-eabfa4a803e2, '2024-05-01', '2024-05-01 10:00:00Z', 'it''s', 9223372036854775807);
