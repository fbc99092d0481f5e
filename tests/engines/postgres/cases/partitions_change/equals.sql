create table t (id int, v text, w int) partition by range (id);
create table p_1 partition of t for values from (0) to (10);
create table p_two partition of t for values from (10) to (20);
alter table p_two rename to p_2;
create table p_left (id int, v text, w int);
create table p_wide partition of t for values from (60) to (90);
create table p_loose (v text, id int, w int);
alter table t attach partition p_loose for values from (30) to (40);
create table p_new partition of t default;
