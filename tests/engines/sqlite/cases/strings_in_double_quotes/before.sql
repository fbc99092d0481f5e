create table t (
  kind text not null default "a" check (kind in ("a", "b", "it's")), both as (kind || "-x")
);
create index i on t (coalesce(kind, "none")) where kind <> "";
create view v as select "text" as c from t;
insert into t (kind) values ('b');
