create type mood as enum ('a', 'b'); create table t (m mood, g integer generated always as (case m when 'a' then 1 end) stored);
