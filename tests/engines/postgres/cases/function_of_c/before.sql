create function distance(text, text) returns integer language c strict as '$libdir/pg_trgm', 'similarity';
create function plain(text) returns integer language c as '$libdir/citext', 'citext_hash';
create function named_before(text) returns integer language c as '$libdir/citext', 'citext_hash';
create function number_before() returns bigint language internal window as 'window_row_number';
create function becomes() returns bigint language sql as 'select 1';
create function no_more() returns bigint language internal window as 'window_row_number';
