create table t (a text);
create policy own on t using (a = 'x'::text);
