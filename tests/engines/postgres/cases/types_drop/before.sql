create type mood as enum ('a'); create table t (a int, m mood); create domain d as mood; create type c as (x d); create table u (c c);
create type sort as enum ('x'); create type r as range (subtype = int);
