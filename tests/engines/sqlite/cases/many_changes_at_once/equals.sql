create table p (id integer primary key, k text);
create unique index idx_p_k on p (k);
create table t2 (id integer primary key, aa integer not null default 0, b int, p int, fresh text default (1 + 1), check (b > 0), foreign key (p) references p (id) on delete set null);
create index i on t2 (aa, b);
create view v as select aa, b from t2;
