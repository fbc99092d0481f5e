create virtual table docs USING FTS5( title,body, tokenize = 'porter ascii');
insert into docs values ('a', 'the words');
