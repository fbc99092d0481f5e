// The end of the demo: what is in the file, read by SQLite itself, and whether the story kept its promises.
import { DatabaseSync } from "node:sqlite";
import { quoteName } from "../../plugins/kit/quote.ts";
import { paint, say, tableLines } from "../screen.ts";

/** What the story promises: words, a query for one value, and the value. */
const PROMISES: readonly (readonly [string, string, unknown])[] = [
  ["eleven tables", "select count(*) from sqlite_schema where type = 'table'", 11],
  [
    "the renamed column kept its values",
    "select job_title from employee where employee_id = 1",
    "General Manager",
  ],
  ["the new column has its default", "select count(*) from customer where newsletter <> 0", 0],
  [
    "the dropped column is gone",
    "select count(*) from pragma_table_info('customer') where name = 'fax'",
    0,
  ],
  [
    "the dropped index is gone",
    "select count(*) from sqlite_schema where name = 'idx_track_composer'",
    0,
  ],
  ["every reference holds", "select count(*) from pragma_foreign_key_check", 0],
  ["the file is sound", "select integrity_check from pragma_integrity_check", "ok"],
];

/** Shows the tables and checks what the story promised; returns what is not so. */
export function inspect(file: string): readonly string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const one = (sql: string) => Object.values(db.prepare(sql).get() ?? {})[0];
    const names = db.prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
    ).all();
    const rows = names.map(({ name }) => String(name)).sort().map((name) => {
      const columns = db.prepare("select name from pragma_table_info(?)").all(name);
      return [
        name,
        String(one(`select count(*) from ${quoteName(name)}`)),
        columns.map((column) => column["name"]).join(" "),
      ];
    });
    say(
      "",
      ...tableLines([["table", "rows", "columns"], ...rows], [1]).map((line) => `   ${shortened(line)}`),
    );
    say("");
    const broken = PROMISES.filter(([what, sql, expected]) => {
      const holds = one(sql) === expected;
      say(`   ${holds ? paint("green", "ok    ") : paint("red", "BROKEN")} ${what}`);
      return !holds;
    });
    return broken.map(([what]) => what);
  } finally {
    db.close();
  }
}

function shortened(line: string): string {
  return line.length > 105 ? `${line.slice(0, 102)}...` : line;
}
