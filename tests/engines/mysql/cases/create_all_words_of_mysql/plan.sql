-- create table t: Create table t
create table `t` (
  `id` int not null,
  `a` varchar(30) null,
  `place` point srid 4326 not null,
  primary key (`id`),
  key `small` ((lower(a)), `id`),
  unique key `twice` (((id + 1) * 2) desc),
  spatial key `where` (`place`),
  fulltext key `words` (`a`) with parser `ngram`,
  constraint `wish` check (id > 100) not enforced
);
