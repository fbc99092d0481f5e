// What is fuzzed: documents of every kind that fill every string field of the spec schemas, the fields in them, and
// the texts that try to reach out of those fields.
import type { JsonSchema } from "../../../protocol/schema.ts";
import type { Cell } from "../../../protocol/plan.ts";

/** A document with every part that its kind has. */
export interface Base {
  readonly kind: "Table" | "View";
  readonly name: string;
  readonly body: unknown;
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly Cell[])[];
}

/** One string in a base: the keys that lead to it, and the same with indexes as `[]`. */
export interface Field {
  readonly base: Base;
  readonly path: readonly (string | number)[];
  readonly shape: string;
}

const TRIGGER = {
  name: "note_after",
  events: ["after insert"],
  condition: "new.id > 0",
  statements: "insert into log values (new.id);",
  previousNames: ["note_before"],
};

/** The bases. Between them every string field of TABLE_SPEC and VIEW_SPEC has a value; a test counts them. */
export const BASES: readonly Base[] = [
  {
    kind: "Table",
    name: "note",
    columns: ["id", "title"],
    rows: [[1, "one"], [2, "two"], [3, null]],
    body: {
      schema: "main",
      previousNames: ["old_note"],
      primaryKey: ["id"],
      primaryKeyOptions: { name: "note_key", onConflict: "fail" },
      uniques: [{
        name: "one",
        columns: ["title", { name: "id", collation: "binary" }],
        onConflict: "ignore",
      }],
      columns: [
        { name: "id", type: "integer" },
        {
          name: "title",
          type: "varchar(40)",
          default: "none",
          collation: "nocase",
          previousNames: ["heading"],
        },
        { name: "parent_id", type: "integer" },
        { name: "twice", type: "integer", generated: { expression: "id * 2" } },
      ],
      indexes: [
        {
          name: "note_title",
          columns: ["title"],
          type: "btree",
          where: "title is not null",
          previousNames: ["was"],
        },
        { name: "note_low", columns: [{ expression: "lower(title)" }, { name: "id", collation: "binary" }] },
      ],
      foreignKeys: [{
        name: "to_parent",
        columns: ["parent_id"],
        references: { table: "parent", columns: ["id"] },
        onDelete: "cascade",
        onUpdate: "no action",
        deferrable: "initially deferred",
        match: "simple",
      }],
      checks: [{ name: "positive", expression: "id > 0" }],
      triggers: [TRIGGER],
    },
  },
  {
    kind: "Table",
    name: "pair",
    body: {
      primaryKey: [{ name: "a", collation: "nocase" }, "b"],
      columns: [{ name: "a", type: "text" }, { name: "b", type: "text", default: "(lower('A'))" }],
      withoutRowid: true,
    },
  },
  {
    kind: "Table",
    name: "words",
    body: { virtual: { module: "fts5", arguments: ["title", "tokenize = 'ascii'"] } },
  },
  {
    kind: "View",
    name: "titles",
    body: {
      schema: "main",
      query: "select id, title from note",
      columns: ["id", "title"],
      previousNames: ["old_titles"],
      triggers: [{ ...TRIGGER, name: "titles_in", events: ["instead of insert"] }],
    },
  },
];

/** Every string of the bases: names, bodies, columns of rows and cells. */
export function fields(): readonly Field[] {
  return BASES.flatMap((base) => {
    const found: Field[] = [];
    const walk = (value: unknown, path: readonly (string | number)[]): void => {
      if (typeof value === "string") {
        found.push({ base, path, shape: path.map((key) => typeof key === "number" ? "[]" : key).join(".") });
      } else if (typeof value === "object" && value !== null) {
        for (const [key, child] of Object.entries(value)) {
          walk(child, [...path, Array.isArray(value) ? Number(key) : key]);
        }
      }
    };
    walk(base, []);
    return found.filter(({ path }) => path[0] !== "kind");
  });
}

/** The shapes of all string fields of a schema, as {@linkcode Field} writes them. */
export function stringShapes(schema: JsonSchema, path: string): string[] {
  const types = [schema.type ?? []].flat();
  const own = types.includes("string") && schema.enum === undefined ? [path] : [];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
    stringShapes(child, `${path}.${key}`)
  );
  return [...own, ...inner, ...(schema.items ? stringShapes(schema.items, `${path}.[]`) : [])];
}

/** The base with another text in a field. */
export function mutated({ base, path }: Field, text: string): Base {
  const copy = structuredClone(base);
  let node: unknown = copy;
  for (const key of path.slice(0, -1)) node = (node as Record<string | number, unknown>)[key]; // as fields() found it
  (node as Record<string | number, unknown>)[path.at(-1) ?? ""] = text;
  return copy;
}

const BREAKS = [
  "'",
  '"',
  "`",
  "[",
  "]",
  "''",
  '""',
  "\\'",
  "')",
  '")',
  "`)",
  "])",
  ")",
  "));",
  ";",
  "--",
  "/*",
  "*/",
  "\n",
  "\r\n",
  "\0",
  "'\0",
  '"\0',
  "\u2028",
  "\uff07",
  "\u02bc",
  "\ud800",
  "\u202e",
  "é💾",
  "%s",
  "$1",
  "?1",
  ":a",
  "@x",
  "end;",
  "end",
  "x'00'",
  "' || '",
  '" || "',
  "' collate nocase",
  "\t",
  "\v",
  "0x",
  "1e",
  "<!--",
  "{{",
  "${x}",
];

const ATTACKS = [
  "drop table canary",
  "delete from canary",
  "update canary set v = 0",
  "insert into canary values (9)",
  "create table pwned (a)",
  "attach 'FILE' as x",
  "alter table canary rename to gone",
  "create trigger z after insert on parent begin delete from canary; end",
  "vacuum into 'FILE'",
  "pragma writable_schema = on",
  "create view pwned as select * from canary",
  "select load_extension('x')",
  "commit; drop table canary; begin",
  "create index pwned on canary (v)",
  "reindex canary",
  "analyze canary",
  "rollback",
  "detach main",
];

/** What ends the statement that a field stands in, once the field's own quotes are closed. */
const ENDINGS: readonly string[] = [
  "",
  ")",
  "))",
  ")))",
  " (a)",
  " (id)",
  " integer)",
  " integer, b)",
  ", b)",
  ", 'x', 1)",
  ") values (1)",
  ", 3), (9, 'x', 1)",
  ", 3)",
  " on parent (id)",
  " on note (id)",
  " rename to z",
  " to z",
  " as select 1",
  " (a) as select 1",
  " using fts5(a)",
  "; end",
  " end",
  " after insert on parent begin select 1; end",
  " on parent begin select 1; end",
  " begin select 1; end",
  " references parent (id))",
];

/** These succeed in any database and hide the rest, so that nothing but the plugin stands in their way. */
const SHARP = "; attach 'FILE' as x; create table x.pwned (a); create table pwned (a) /*";
const TAILS = [" /*", " /*", " --", ";", "", "; create table z (a", "; select '", '; select "'];

/** What follows an ending: other statements, or a NUL, where a text for SQLite's C interface ends. */
export const SEQUELS: readonly { readonly endings: readonly string[]; readonly sequel: string }[] = [
  { endings: ENDINGS, sequel: SHARP },
  { endings: ["", ")", " (a)", "; end", " on parent (id)", ", 3)"], sequel: "\0" },
];

/** A text that ends its statement as a careless writer of SQL would let it, and goes on. */
export function sharp({ base, path, shape }: Field, ending: string, sequel: string): string {
  const original = String(
    path.reduce((node: unknown, key) => (node as Record<string | number, unknown>)[key], base),
  );
  const isSql =
    /(?:type|expression|where|condition|statements|query|arguments\.\[\]|events\.\[\]|onDelete|onUpdate|match)$/
      .test(shape);
  const isText = /(?:rows\.\[\]\.\[\]|default)$/.test(shape);
  return `${original}${isSql ? "" : isText ? "'" : '"'}${ending}${sequel}`;
}

/** A hostile text of pieces that may surprise a reader of text, and of attacks. */
export function hostile(pick: (below: number) => number, original: string): string {
  const of = (list: readonly string[]) => list[pick(list.length)] ?? "";
  const cut = pick(2) === 0 ? of(BREAKS) : of(BREAKS) + of(BREAKS);
  switch (pick(5)) {
    case 0:
      return cut;
    case 1:
      return original + cut;
    case 2:
      return cut + original;
    case 3:
      return `${original}${cut}${of(ENDINGS)}; ${of(ATTACKS)}${of(TAILS)}`;
    default:
      return `${original}${cut} ${of(ATTACKS)}${of(TAILS)}`;
  }
}
