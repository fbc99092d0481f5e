create sequence a; select nextval('a'); create unlogged sequence b; create unlogged sequence c; create unlogged sequence d_before; select nextval('d_before');
