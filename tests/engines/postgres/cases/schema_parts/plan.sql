-- create schema fresh: Create schema fresh
create schema "fresh" authorization "pg_monitor";
-- alter schema fresh: Comment on schema fresh
comment on schema "fresh" is 'new';
-- alter schema changes: Give schema changes to pg_read_all_stats
alter schema "changes" owner to "pg_read_all_stats";
-- alter schema changes: Comment on schema changes
comment on schema "changes" is 'other';
-- alter schema emptied: Comment on schema emptied
comment on schema "emptied" is null;
