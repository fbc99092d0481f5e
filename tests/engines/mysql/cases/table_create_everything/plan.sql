-- create table p: Create table p
create table `p` (
  `id` int not null auto_increment,
  `k` varchar(20) not null,
  primary key (`id`),
  unique key `idx_p_k` (`k`)
);
-- create table t: Create table t
create table `t` (
  `id` bigint unsigned not null auto_increment,
  `a` int null default 5,
  `b` varchar(20) null default 'x''y\\z',
  `c` varchar(20) character set latin1 collate latin1_swedish_ci null,
  `d` datetime(6) null default current_timestamp(6) on update current_timestamp(6),
  `e` enum('a','b''c') not null default 'a',
  `f` decimal(10,2) null default 1.5,
  `g` int generated always as (a + 1) virtual,
  `j` json null,
  `ts` timestamp null,
  `bt` bit(8) null default b'101',
  `bo` tinyint(1) not null default 1,
  `ex` varchar(40) null default (concat('a', 'b')),
  `pid` int null,
  `dt` datetime null default '2020-01-01 00:00:00',
  `z` int(10) unsigned zerofill null,
  `bl` varbinary(4) null default x'6162',
  `fl` float null default 1.5,
  `we``ird` text null comment 'it''s',
  primary key (`id`),
  key `idx_t_a_b` (`a` desc, `b`(5)),
  constraint `t_pid_fkey` foreign key (`pid`) references `p` (`id`) on delete cascade,
  check (a > 0 and b <> 'q')
) default character set utf8mb3 collate utf8mb3_general_ci;
-- seed table p: Insert 1 row into p
insert into `p` (`id`, `k`) values
  (1, 'it''s \\ 
 x');
