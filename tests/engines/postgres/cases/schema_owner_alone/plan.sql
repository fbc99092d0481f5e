-- alter schema given: Give schema given to pg_read_all_stats
alter schema "given" owner to "pg_read_all_stats";
