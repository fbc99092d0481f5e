create virtual table docs using fts5(title, body, tokenize = 'porter ascii');
insert into docs values ('a', 'the words');
