create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');create table t (id integer primary key, a text, b text, p int, constraint c check (a <> ''), constraint f foreign key (p) references p (id) on delete cascade on update set null deferrable initially deferred);
create unique index i on t (a desc, b collate nocase, lower(a)) where a is not null;
insert into t values (1, 'x', 'y', 1);
