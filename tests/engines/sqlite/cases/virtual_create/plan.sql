-- create table boxes: Create virtual table boxes
create virtual table "boxes" using rtree (id, minX, maxX);
-- create table docs: Create virtual table docs
create virtual table "docs" using fts5 (title, body, tokenize = 'porter ascii');
