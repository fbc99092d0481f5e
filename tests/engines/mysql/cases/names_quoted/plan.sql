-- create table par`ent: Create table par`ent
create table `par``ent` (
  `i``d` int not null,
  primary key (`i``d`)
);
-- create table select: Create table select
create table `select` (
  `id` int not null,
  `a``b` int null,
  `"q"` varchar(10) null default '`''"\\',
  `it's` int null,
  `größe` int null,
  `x y` int null,
  primary key (`id`),
  key `i``x'` (`a``b`, `it's`),
  constraint `f``k'` foreign key (`it's`) references `par``ent` (`i``d`),
  constraint `c``k` check (`a``b` > 0)
);
