do $$ begin
  create role anew_reader; exception when duplicate_object then null;
end $$;
do $$ begin
  create role anew_other; exception when duplicate_object then null;
end $$;
do $$ begin
  create role anew_clerk; exception when duplicate_object then null;
end $$;
create function fire() returns trigger language plpgsql as 'begin return new; end';
create table t (a integer, g integer generated always as (a + 1) stored);
create index by_g on t (g); comment on index by_g is 'kept';
create policy p on t using (g > 0);
create trigger tr before update of g, a on t for each row execute function fire();
comment on column t.g is 'made';
insert into t values (1);
grant select (a, g), insert (g) on t to anew_reader;
grant select (g) on t to anew_other;
create table old_u (a integer, old_g integer generated always as (a + 1) stored);
grant references (old_g) on old_u to anew_clerk with grant option;
insert into old_u values (1);
