create schema there; comment on schema there is 'old'; create schema gone; create table gone.t (a int); create schema untouched;
