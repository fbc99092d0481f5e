create table t (unsaid text compression pglz, old text compression pglz); insert into t values ('x', 'y');
