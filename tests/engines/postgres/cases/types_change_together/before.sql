create table t (id serial primary key, a varchar(9), b varchar(9) default '0', c timestamp default now(), d varchar(4), constraint ordered check (a < b));
create view v as select id, a, b from t where c > '2025-01-01';
insert into t (a, b, c, d) values ('10', '12', '2026-01-01 10:00', 'x'), (null, null, '2026-01-02 10:00', null);
update t set a = '05' where id = 1;
