-- alter table ticks: Cut new chunks by another interval of tick in ticks
select "public"."set_chunk_time_interval"('"public"."ticks"', 5000, 'tick');
