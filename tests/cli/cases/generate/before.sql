create table author (
  id integer primary key autoincrement,
  name varchar(40) not null default 'no',
  born text default '0123',
  note text default 'two
lines'
);
create table Book_Copy (
  isbn text collate nocase,
  number int not null default 1,
  author int references author on delete cascade,
  primary key (isbn, number),
  constraint positive check (number > 0)
) without rowid;
create table "book copy" (shelf text unique on conflict replace, since text default current_timestamp);
create unique index author_name on author (name, born desc) where born is not null;
insert into author (name) values ('Ursula');
create view modern (title, by) as
  select isbn, name
  from book_copy join author on author.id = book_copy.author -- their own
  where born > '1950';
create trigger no_rename before update of name on author when old.name <> new.name
begin
  select raise(abort, 'names stay');
end;
create virtual table words using fts5(title, tokenize = 'porter ascii');
