-- create table docs: Create virtual table docs
create virtual table "docs" using fts5 (a);
