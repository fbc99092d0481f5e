create table old (id int primary key, a varchar(9), b varchar(9) character set latin1, c varchar(9) character set latin1 collate latin1_german1_ci) default charset utf8mb3;
insert into old values (1, 'é', 'ü', 'ß')
