insert into parent values (1, 'one'), (2, 'two');
insert into t (id, parent_id, a, b, mood, amount, place, code, period) values (1, 1, 5, 'x', 'ok', 7, '(Lane,ok,3)', 'C', '[1,3)'), (2, 2, 6, 'y', 'happy', 8, null, 'D', '[5,6)');
insert into events values (2, 'ok'), (12, 'sad');
refresh materialized view m;
