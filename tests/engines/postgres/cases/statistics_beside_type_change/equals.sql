create table t (a bigint, b text collate "C", c text);
create statistics s on a, b, c from t;
create rule r as on delete to t do instead nothing;
