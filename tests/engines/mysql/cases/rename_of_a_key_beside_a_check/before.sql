create table t (id bigint primary key, q tinytext, p bigint, constraint fk foreign key (p) references t (id), constraint c check (length(q) > 0)); insert into t values (1, 'ab', 1)
