-- alter table t: Drop foreign key actions of t; Drop foreign key columns of t; Drop foreign key otherwise of t; Drop foreign key parent of t; Drop foreign key target of t
--   because In place: others go on reading and writing
alter table `t` drop foreign key `actions`, drop foreign key `columns`, drop foreign key `otherwise`, drop foreign key `parent`, drop foreign key `target`;
-- rename table t: Change table t: rename index otherwise to called
--   because In place: others go on reading and writing
alter table `t` rename key `otherwise` to `called`;
-- alter table t: Add foreign key (b) to p on t; Add foreign key (a) to q on t; Add foreign key (c) to p on t; Add foreign key (id) to p on t; Add foreign key (b) to q on t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add constraint `columns` foreign key (`b`) references `p` (`id`), add constraint `target` foreign key (`a`) references `q` (`id`), add constraint `parent` foreign key (`c`) references `p` (`k`), add constraint `actions` foreign key (`id`) references `p` (`id`) on delete cascade on update cascade, add constraint `called` foreign key (`b`) references `q` (`id`) on delete set null;
