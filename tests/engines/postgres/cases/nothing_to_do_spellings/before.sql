create table t (id bigint primary key, a numeric, b numeric(5), c varchar, d timestamp with time zone, e timestamp(3), f char(3) default 'x', g float default 1.5, h boolean default true, i integer[] default '{1,2}',
 j date default '2020-01-02', k text default 'it''s', l numeric(10,2) default -1, m integer default 1 + 2, n text default upper('x'), o timestamp default current_timestamp, p float8[], q varchar(5)[], r interval(3), s json default '[]', t inet default '127.0.0.1', u bytea default '\x01',
 constraint c1 check (a > 0 and b between 1 and 5), check (c in ('x', 'y')));
 create index i1 on t ((lower(c) || k)) where h is true and a > 3;
 insert into t (id, c, b) values (1, 'x', 2)
