create trigger r after insert on t begin
  update t set a = 'trigger' where a = 'new';
end;
insert into t values ('new')
