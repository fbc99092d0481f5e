create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
insert into p values (1, 'one'), (2, 'two');
