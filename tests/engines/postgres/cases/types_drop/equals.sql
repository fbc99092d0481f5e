create table t (a int); create domain sort as int; create type r as range (subtype = int);
