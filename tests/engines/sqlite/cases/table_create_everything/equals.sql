create table p (a varchar(10) collate nocase not null, b decimal(10, 2) default 1.5, c timestamp default current_timestamp,
  d text default (lower('ABC')), e text default 'it''s', f boolean default 1, primary key (a, b),
  constraint positive check (b > 0), check (length(d) < 10));
create index idx_p_c on p (c);
create unique index de on p (d collate rtrim desc, (lower(e))) where e <> '';
create table q (x text, y integer, constraint to_p foreign key (x, y) references p (a, b)
  on delete set null on update cascade deferrable initially deferred);
