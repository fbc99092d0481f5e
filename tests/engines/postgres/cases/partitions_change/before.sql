create table t (id int, v text) partition by range (id);
create table p_1 partition of t for values from (0) to (10);
create table p_two partition of t for values from (10) to (20);
create table p_gone partition of t for values from (20) to (30);
create table p_left partition of t for values from (40) to (50);
create table p_wide partition of t for values from (60) to (70);
create table p_loose (v text, id int, w int);
insert into p_loose values ('x', 31);
insert into t values (1, 'a'), (11, 'b'), (21, 'c'), (41, 'd');
