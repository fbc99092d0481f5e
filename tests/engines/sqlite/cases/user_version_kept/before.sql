pragma encoding = 'UTF-16le';
pragma user_version = 42;
pragma application_id = 7;
pragma journal_mode = wal;
create table t (id integer primary key, a text);
insert into t values (1, 'é');
