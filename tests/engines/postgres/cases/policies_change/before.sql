create table t (a int, b text, gone int);
alter table t enable row level security;
create policy same on t using (a > 1 and b = 'x');
create policy roles on t to pg_monitor using (a > 1);
create policy expression on t using (a > 1) with check (a > 2);
create policy loses on t using (a > 1) with check (a > 2);
create policy command on t for select using (a > 1);
create policy old_name on t using (a = 9);
create policy unwanted on t using (gone > 1);
