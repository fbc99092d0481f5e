create unlogged table t (a integer not null, b text) with (fillfactor=90, autovacuum_enabled=false); insert into t values (1, 'x')
