create virtual table docs using fts5(title, body, tokenize = 'porter ascii');
insert into docs values ('a', 'the words');
create table t (id integer, a text, g text as (upper(a)));
insert into t (id, a) values (1, 'x');
