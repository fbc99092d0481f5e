create table log (m);
create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y');
CREATE TRIGGER IF NOT EXISTS one AFTER INSERT ON t FOR EACH ROW BEGIN INSERT INTO log VALUES(new.a); END;
create trigger "two" update of A on t when new.a>'' begin delete from log; end;
