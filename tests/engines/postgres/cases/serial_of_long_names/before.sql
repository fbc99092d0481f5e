create table "ééééééééééééééééééééééééééééé_t" (id integer primary key, note text);
insert into "ééééééééééééééééééééééééééééé_t" values (1, 'a');
