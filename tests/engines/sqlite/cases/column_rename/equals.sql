create table t (id integer primary key, label text check (label <> ''), b text);
create index idx_t_label on t (label);
create view v as select label from t;
create table log (m text);
create trigger tr after update of label on t begin insert into log values (new.label); end;
