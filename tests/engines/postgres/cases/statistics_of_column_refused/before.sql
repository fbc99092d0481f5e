create table t (a integer, b text); create statistics s on a, b from t;
