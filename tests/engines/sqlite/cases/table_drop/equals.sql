create table other (x);
