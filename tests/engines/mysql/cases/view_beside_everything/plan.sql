-- alter view v: Replace view v
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `v` as
select t.id, t.a, t.g + 1 as g, p.k, h.w, f(6) as more from t join p on p.id = t.p left join h on h.id = t.id;
