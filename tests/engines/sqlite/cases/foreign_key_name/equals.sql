create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
create table t (id integer primary key, a int, b int, constraint fresh foreign key (a) references p (id), foreign key (b) references p (id));
