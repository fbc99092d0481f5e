-- alter table t: Change table t: drop check (`b` <> 6); drop check (`a` > 0); drop check (`a` < 50); add check (`a` > 0); add check (`a` < 100); add check (concat(`a`,_utf8mb4'it\'s',_utf8mb4'q') <> _utf8mb4'\\')
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop constraint `gone`, drop constraint `name`, drop constraint `other`, add constraint `renamed` check (`a` > 0), add constraint `other` check (`a` < 100), add constraint `quoted` check (concat(`a`,_utf8mb4'it\'s',_utf8mb4'q') <> _utf8mb4'\\');
