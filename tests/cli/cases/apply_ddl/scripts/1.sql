create table t (a text);
-- a comment; with a semicolon
insert into t values ('x;y
  indented'), ('z');
