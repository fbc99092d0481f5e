create domain a as integer; comment on domain a is 'kept'; create type b as (x integer); create type c as enum ('x', 'y');
