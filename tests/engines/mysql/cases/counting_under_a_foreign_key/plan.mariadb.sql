-- alter table c: Drop foreign key c_p_fkey of c
--   because A column that the foreign key is about changes its type: it is let go of and made anew. Instant: only the definition changes, no row is written
alter table `c` drop foreign key `c_p_fkey`;
-- alter table d: Drop foreign key d_q_fkey of d
--   because A column that the foreign key is about changes its type: it is let go of and made anew. Instant: only the definition changes, no row is written
alter table `d` drop foreign key `d_q_fkey`;
-- alter table p: Change column id of p: drop autoincrement
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of p anew
--   exclusive-lock (2): Keeps others from writing to p while it goes through 2 rows
alter table `p` modify column `id` int not null;
-- alter table q: Change column id of q: set autoincrement
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of q anew
--   exclusive-lock (2): Keeps others from writing to q while it goes through 2 rows
alter table `q` modify column `id` int not null auto_increment;
-- alter table c: Add foreign key (p) to p on c
--   because A column that the foreign key is about changes its type: it is let go of and made anew. The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of c anew
--   exclusive-lock (1): Keeps others from writing to c while it goes through 1 row
alter table `c` add constraint `c_p_fkey` foreign key (`p`) references `p` (`id`);
-- alter table d: Add foreign key (q) to q on d
--   because A column that the foreign key is about changes its type: it is let go of and made anew. The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of d anew
--   exclusive-lock (1): Keeps others from writing to d while it goes through 1 row
alter table `d` add constraint `d_q_fkey` foreign key (`q`) references `q` (`id`);
