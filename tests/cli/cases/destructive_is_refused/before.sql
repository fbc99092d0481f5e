create table users (id integer primary key, email text not null, fax text);
create unique index idx_users_email on users (email);
insert into users values (1, 'a', '555'), (2, 'b', null), (3, 'c', '777');
