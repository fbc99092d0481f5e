-- create table docs: Create virtual table docs
create virtual table "docs" using fts5 (a, content = 't', content_rowid = 'id');
-- create trigger ti: Create trigger ti on t
create trigger "ti" after insert on "t"
begin
  insert into docs (rowid, a) values (new.id, new.a);
end;
