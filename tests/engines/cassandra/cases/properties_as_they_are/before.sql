create table t (k int primary key, v text) with speculative_retry = '99.0PERCENTILE' and additional_write_policy = 'MIN(99p,50ms)' and caching = {'keys': 'none'} and compaction = {'class': 'LeveledCompactionStrategy'} and compression = {'enabled': 'false'} and read_repair = 'none' and bloom_filter_fp_chance = 0.1;
create table d (k int primary key, v text);
create table u (k int primary key, v text) with compaction = {'class': 'UnifiedCompactionStrategy', 'scaling_parameters': 'T4, L8'} and speculative_retry = '10.5ms' and additional_write_policy = 'always';
