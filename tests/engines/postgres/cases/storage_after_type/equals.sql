create table t (a text, b text collate "C", c varchar(9), d text[], e jsonb);
alter table t alter a set storage external, alter b set storage external, alter c set storage main, alter e set storage external;
