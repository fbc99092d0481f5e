create table t (a integer, b text, c varchar(9));
create statistics s on a, b, c from t;
insert into t select n, 'x', 'y' from generate_series(1, 100) n;
analyze t;
create rule r as on delete to t do instead nothing;
