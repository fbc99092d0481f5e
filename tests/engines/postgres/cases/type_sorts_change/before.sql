create type a as enum ('x'); comment on type a is 'kept'; create domain b as text; create type c as (x integer);
