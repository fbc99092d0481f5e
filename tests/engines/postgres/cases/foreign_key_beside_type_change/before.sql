create table p (id text primary key);
create table c (p_id varchar(10) unique references p (id) on delete cascade, up text, constraint self foreign key (up) references c (p_id));
create table q (id text references p (id));
comment on constraint c_p_id_fkey on c is 'kept';
insert into p values ('1'), ('2');
insert into c values ('1', '1');
insert into q values ('2');
