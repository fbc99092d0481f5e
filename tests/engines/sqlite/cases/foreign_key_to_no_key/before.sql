create table p (x int);
