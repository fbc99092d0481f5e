create table t (k int primary key, v text, l frozen<list<int>>, s set<int>, "Big" int);
create index t_v_idx on t (v) using 'org.apache.cassandra.index.sai.StorageAttachedIndex' with options = {'case_sensitive': 'false'};
create index on t (full(l));
create index on t (s);
create index other on t ("Big");
