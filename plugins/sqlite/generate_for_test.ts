// What the tests of generate share: asking for documents, planning them, and a judge that is another SQLite. Not part
// of the plugin.
import type { Output } from "../../protocol/methods.ts";
import type { DatabaseConnection } from "../../protocol/plugin.ts";
import type { Diagnostic } from "../../protocol/errors.ts";
import type { PlanInput, Statement } from "../../protocol/plan.ts";
import { quoteName, quoteNames } from "../kit/quote.ts";
import { quietContext, shell, type TestPlan } from "./testing.ts";

/** The documents of a database. */
export async function generateAll(connection: DatabaseConnection): Promise<Output<"generate">[]> {
  const objects: Output<"generate">[] = [];
  if (!connection.generate) throw new TypeError("The connection cannot generate");
  await connection.generate({ schemas: [] }, (object) => void objects.push(object), quietContext());
  return objects;
}

/** Plans documents as they were generated. */
export async function planDocuments(
  connection: DatabaseConnection,
  objects: readonly Output<"generate">[],
): Promise<TestPlan> {
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = [];
  async function* input(): AsyncGenerator<PlanInput> {
    for (const [index, { kind, name, body }] of objects.entries()) {
      if (!body) continue;
      const spec = { index, kind, name, hasRows: false, body: body as Record<string, unknown> }; // as on the wire
      yield { type: "spec", spec };
    }
    yield { type: "specs-end" };
  }
  if (!connection.plan) throw new TypeError("The connection cannot plan");
  const result = await connection.plan({ seedData: false }, input(), (part) => {
    if (part.type === "statement") statements.push(part.statement);
    if (part.type === "diagnostic") diagnostics.push(part.diagnostic);
  }, quietContext());
  return { statements, diagnostics, result };
}

const FACTS = `select json_array(m.type, m.name, l.type, l.wr, l.strict,
    (select json_group_array(json_array(x.name, replace(lower(x.type), '  ', ' '), x."notnull", case lower(x.dflt_value) when 'true' then '1'
        when 'false' then '0' when 'null' then null when 'hello' then '''hello''' else lower(x.dflt_value) end, x.pk, x.hidden))
      from pragma_table_xinfo(m.name) x),
    (select json_group_array(key) from (select json_array(iif(i."unique" and not i.partial, '', i.name), i."unique",
        i.partial, (select json_group_array(json_array(c.name, c."desc", lower(c.coll), c.cid = -2))
          from pragma_index_xinfo(i.name) c where c.key)) key from pragma_index_list(m.name) i order by key)),
    (select json_group_array(key) from (select json_array(lower("table"), group_concat(lower("from") || '>' ||
        lower(coalesce("to", (select p.name from pragma_table_info(f."table") p where p.pk = f.seq + 1)))), on_update, on_delete) key from pragma_foreign_key_list(m.name) f
        group by id order by key)))
  from sqlite_schema m join pragma_table_list l on l.name = m.name and l.schema = 'main'
  where m.type in ('table', 'view') and m.name not like 'sqlite~_%' escape '~' order by m.type, m.name;`;
const TABLE_NAMES = `select json_array(l.name, json_group_array(x.name)) from pragma_table_list l
  join pragma_table_xinfo(l.name) x where l.schema = 'main' and l.type = 'table'
  and l.name not like 'sqlite~_%' escape '~' group by l.name order by l.name;`;
const TEXTS = `select json_array(type, name, sql) from sqlite_schema where sql is not null
  and name not like 'sqlite~_%' escape '~' order by type, name;`;

/**
 * What the sqlite3 shell knows of a schema, in a form that is equal for schemas that mean the same. A UNIQUE
 * constraint is the unique index that SQLite makes of it. Undefined when this machine has no shell.
 */
export async function judgedFacts(path: string): Promise<string | undefined> {
  const names = await shell(path, TABLE_NAMES);
  if (names === undefined) return undefined;
  // The collation of a column shows in an index on it only.
  const probes = names.split("\n").filter((line) => line !== "").map((line, index) => {
    const [table, columns]: [string, string[]] = JSON.parse(line); // by the query
    return `create index ${quoteName(`_probe ${index}`)} on ${quoteName(table)} (${quoteNames(columns)});`;
  });
  const facts = await shell(path, ["begin;", ...probes, FACTS, "rollback;"].join("\n")) ?? "";
  const texts = (await shell(path, TEXTS) ?? "").trimEnd().split("\n").filter((line) => line !== "");
  const forms = texts.flatMap((line) => {
    let [type, name, sql]: [string, string, string] = JSON.parse(line); // three texts by the query
    if (/^create\s+virtual/i.test(sql)) return `virtual ${name}: ${form(sql)}`;
    if (type === "table") return `table ${name}: ${tableTexts(sql).join(" | ")}`;
    // The collation of a key part is among the facts, whether it was written or came from the column.
    if (type === "index") sql = sql.replace(/\s+collate\s+["`[]?\w+["`\]]?/gi, "");
    if (type === "index" && /^create unique/i.test(sql) && !/\bwhere\b/i.test(sql)) {
      return (sql.match(/\(/g)?.length ?? 0) > 1 ? `index: ${form(sql.replace(/^.*? on /is, ""))}` : [];
    }
    return `${type} ${name}: ${form(sql)}`;
  });
  return [facts.trimEnd(), ...forms, await shell(path, "pragma integrity_check;")].join("\n");
}

/** What only the text of a table says. */
function tableTexts(sql: string): string[] {
  const found: string[] = [];
  let start = -1;
  let depth = 0;
  for (
    const match of sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\b(?:check|as)\s*\(|[()]/gi)
  ) {
    const [text] = match;
    if (start < 0) {
      if (/^(?:check|as)\b/i.test(text)) [start, depth] = [match.index + text.length, 1];
    } else if (text.endsWith("(")) depth++;
    else if (text === ")" && --depth === 0) {
      found.push(form(sql.slice(start, match.index)));
      start = -1;
    }
  }
  for (const words of [/autoincrement/gi, /initially deferred/gi]) {
    found.push(...[...sql.matchAll(words)].map(([text]) => form(text)));
  }
  return found.sort();
}

/** Without case, white space, quotes, brackets and words that change nothing. */
function form(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, "").toLowerCase().replace(
    /if not exists| asc\b|for each row|\bbefore\b/g,
    "",
  )
    .replace(/["`[\]()\s;]/g, "");
}
