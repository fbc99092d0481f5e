create table t (id integer primary key not null, a varchar(10) default ('x'), b decimal(10,2) default +5, c int default true,
  d text default current_timestamp, e text default NULL, f int default (1+1), g text collate binary, h default 'q', check (a<>''));
create index i on t (a asc, b desc) where a is not null;
