-- alter view v: Replace view v
drop view "v";
create view "v" as select t.a, g, k, f.body from t join p on p.id = t.p left join f;
