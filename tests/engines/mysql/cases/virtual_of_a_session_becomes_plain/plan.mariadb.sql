-- alter table t: Give column g, h of t the values that it shows
--   because What a virtual column shows becomes its own values by way of a default, which then goes
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` drop constraint `ck`, drop column `g`, add column `g` varchar(100) null default (concat(`m`,'x')) after `ts`, drop column `h`, add column `h` datetime null default (`ts` + interval 1 day) after `g`;
-- alter table t: Change table t: change column g, no longer generated; change column h, no longer generated; add check (`g` <> 'no')
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` modify column `g` varchar(100) null, modify column `h` datetime null, add constraint `ck` check (`g` <> 'no');
