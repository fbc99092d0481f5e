create table t (id integer, name varchar(10));
create rule r as on delete to t where old.name = 'keep' do instead nothing;
