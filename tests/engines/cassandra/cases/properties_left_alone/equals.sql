create table t (k int primary key, v text) with comment = 'mine' and gc_grace_seconds = 5 and default_time_to_live = 60;
