// What others made in the database of a random PostgreSQL world: beside the documents, and of what the documents made.
// It must stay what it is, whatever becomes of the documents.
import type { Dice } from "../random/dice.ts";
import { plainColumns, qualified, quoted, type World } from "./random_world.ts";

/** The name of the kind of round that has some. */
export const OTHERS_KIND = "beside what others made";

/** A table of others; all else is of it. */
const TABLE =
  `create table public."other's" (id int primary key, "Note" text default 'x' check ("Note" <> 'no'), n int);
insert into public."other's" values (1, 'it''s', 7), (2, null, null)`;

const BESIDE = [
  `create index "other's i" on public."other's" (lower("Note")) where id > 0`,
  `alter table public."other's" add constraint "other's u" unique (n)`,
  `create view public.other_view as select id, "Note" as note from public."other's"`,
  `create materialized view public."Other mat" as select count(*) as many from public."other's"`,
  `create function public.other_fn() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger "other's tr" before update on public."other's" for each row execute function public.other_fn()`,
  `create type public.other_mood as enum ('up', 'it''s');
alter table public."other's" add column mood public.other_mood default 'up'`,
  `create domain public.other_text as text check (value <> 'never')`,
  `create sequence public.other_seq increment by 3 owned by public."other's".n`,
  `create schema "other S"; create table "other S".kept (a int, b text); insert into "other S".kept values (1, 'b')`,
  `alter table public."other's" enable row level security;
create policy "other's p" on public."other's" for select to pg_monitor using (id > 1)`,
  `grant select, insert on public."other's" to pg_read_all_stats with grant option`,
  `comment on table public."other's" is 'kept by others'`,
  `alter table public."other's" owner to pg_monitor`,
  `create schema others_own authorization pg_monitor`,
  `create table public."other child" (id int references public."other's" on delete cascade)`,
];

/** What others made before the documents came. */
export function othersBeside(dice: Dice, chance: number): string[] {
  return dice.chance(chance) ? [TABLE, ...BESIDE.filter(() => dice.chance(0.3))] : [];
}

/** What others made of what the documents made: its names stay then. */
export function othersOnTop(dice: Dice, world: World, chance: number): string[] {
  const tables = world.tables.filter(({ partitionBy }) => !partitionBy);
  if (tables.length === 0 || !dice.chance(chance)) return [];
  const table = dice.pick(tables);
  const [first, ...more] = plainColumns(table);
  if (!first) return [];
  table.isFrozen = true;
  const columns = [first, ...more].slice(0, 2).map(({ name }) => quoted(name)).join(", ");
  return [
    `create view public."their view" as select ${columns} from ${qualified(table)}`,
    `comment on view public."their view" is 'theirs'`,
    `grant select on public."their view" to pg_monitor`,
  ];
}
