create table t (a integer generated always as identity, b serial, c bigserial, d integer not null, e serial, f integer not null); insert into t (d, f) values (41, 7), (42, 8)
