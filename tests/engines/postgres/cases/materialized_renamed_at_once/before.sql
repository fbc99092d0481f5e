insert into t values (1);
refresh materialized view slow;
