create table t (k int primary key, v text) with comment = 'mine' and gc_grace_seconds = 5;
