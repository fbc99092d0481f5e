create table log (m);
