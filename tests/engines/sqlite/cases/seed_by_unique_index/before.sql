create table t (id integer primary key, k text, v text);
create unique index u on t (k);
insert into t values (40, 'a', 'old');
