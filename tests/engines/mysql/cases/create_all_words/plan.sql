-- create table p: Create table p
create table `p` (
  `a` int not null,
  `b` varchar(30) character set utf8mb4 collate utf8mb4_unicode_ci not null,
  primary key (`a`, `b`)
);
-- create table all: Create table all
create table `all` (
  `id` bigint unsigned not null auto_increment comment 'the "key"',
  `second` year null,
  `a` int not null default -1,
  `b` varchar(30) character set utf8mb3 collate utf8mb3_bin null,
  `at` datetime(3) null default current_timestamp(3) on update current_timestamp(3),
  `v` int generated always as (a * 2) virtual,
  `s` varchar(40) generated always as (concat('it''s ', a)) stored,
  `hidden` int null invisible default 7,
  `words` text null,
  `pa` int null,
  `pb` varchar(30) null,
  primary key (`id`),
  key `many` (`a` desc, `b`(5), `pb`(7)) comment 'it''s one',
  key `asleep` (`second`) invisible,
  fulltext key `find` (`words`),
  unique key `once` (`v`, `s`),
  unique key `twice` (`pb`, `id`),
  constraint `parent` foreign key (`pa`, `pb`) references `p` (`a`, `b`) on delete cascade on update set null,
  constraint `positive` check (a <> 0 or b = ')')
) engine = innodb auto_increment = 100 default character set utf8mb4 collate utf8mb4_unicode_ci row_format = compressed key_block_size = 4 comment = 'about ''all'' of \\ it';
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create event often: Create event often
create definer = `root`@`localhost` event `often`
  on schedule every 90 minute starts '2031-01-01 00:00:00' ends '2033-01-01 00:00:00'
  on completion preserve
  disable
  comment 'often; ''very'''
  do delete from p where a < 0;
-- create event once: Create event once
create event `once`
  on schedule at '2034-05-06 07:08:09'
  on completion not preserve
  enable
  do begin
  delete from p;
end;
-- create function calc: Create function calc
create definer = `root`@`localhost` function `calc` (`x` int, `in` decimal(10,2))
  returns varchar(100)
  deterministic
  no sql
  sql security invoker
  comment 'it''s "one"'
return concat(x, '-', `in`);
-- create procedure work: Create procedure work
create definer = `root`@`localhost` procedure `work` (`x` int, out `y` varchar(20), inout `z` int)
  deterministic
  modifies sql data
  sql security invoker
  comment '\\ and '''
begin
  set y = concat(x, ';');
  set z = z + 1;
end;
-- create trigger one: Create trigger one on all
create definer = `root`@`127.0.0.1` trigger `one` before insert on `all` for each row
set new.a = new.a + 1;
-- create trigger two: Create trigger two on all
create definer = `root`@`localhost` trigger `two` before insert on `all` for each row
set new.a = new.a * 10;
-- create trigger three: Create trigger three on all
create definer = `root`@`127.0.0.1` trigger `three` before insert on `all` for each row
begin if new.a > 1000 then set new.a = 1; end if; end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
-- create view seen: Create view seen
create algorithm = merge definer = `root`@`localhost` sql security invoker view `seen` (`key`, `number`, `text`) as
select id, a, b from `all` where a > 5
with local check option;
-- seed table p: Insert 1 row into p
insert into `p` (`a`, `b`) values
  (1, 'two
''three'' \\ "four"');
