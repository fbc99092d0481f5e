create type "Own" (a int);
create table t (k int primary key, a frozen<list<list<int>>>, b tuple<int, frozen<map<text, int>>>, c vector<float, 2>, d map<int, frozen<"Own">>, e "Own");
