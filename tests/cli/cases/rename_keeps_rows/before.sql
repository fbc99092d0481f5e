create table users (id integer primary key, email text not null);
create unique index idx_users_email on users (email);
create view mails as select email from users;
insert into users values (1, 'a'), (2, 'b');
