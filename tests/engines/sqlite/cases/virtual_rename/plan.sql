-- rename table papers: Rename table docs to papers
alter table "docs" rename to "papers";
