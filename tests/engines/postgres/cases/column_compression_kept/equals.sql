create table t (unsaid text compression pglz, new text compression pglz);
