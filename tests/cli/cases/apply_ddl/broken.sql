insert into t values ('lost');
insert into nowhere values (1);
