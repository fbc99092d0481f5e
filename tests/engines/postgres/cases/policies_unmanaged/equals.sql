create table u (a int, b int); alter table u enable row level security; alter table u force row level security;
create policy kept on u using (a > 1);
