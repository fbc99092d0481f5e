// A round of the randomised round trip as plain data: documents before, rows, documents after. What the change may do
// to rows follows from the documents alone, so that a round stays judgeable while it is shrunk.
import { memorySource } from "../../../core/specs/memory_source.ts";
import type { Change } from "../laws.ts";
import type { Freed } from "../survival.ts";
import { fullName } from "../wanted.ts";

/** A spec as it is written to a file. */
export interface Doc {
  readonly kind: string;
  readonly name: string;
  readonly body: Body;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
}

/** The parts of a body that decide what happens to rows; everything else goes through untouched. */
export interface Body {
  readonly schema?: string;
  readonly isDeleted?: boolean;
  readonly previousNames?: readonly string[];
  readonly primaryKey?: readonly unknown[];
  readonly columns?: readonly unknown[];
  readonly [key: string]: unknown;
}

/** A column as far as its values are concerned. */
export interface BodyColumn {
  readonly name: string;
  readonly type: string;
  readonly previousNames?: readonly string[];
  readonly constraints?: { readonly notNull?: boolean };
  readonly generated?: unknown;
  readonly [key: string]: unknown;
}

/** One round. */
export interface Round {
  /** What others made and the documents build on: run first, also for the fresh build. */
  readonly others?: readonly string[];
  readonly before: readonly Doc[];
  /** Run after the documents of before are applied: rows, and objects that specs do not speak of. */
  readonly sql: readonly string[];
  readonly after: readonly Doc[];
  /** Parts of tables that the documents of after let go of. */
  readonly freed?: readonly Freed[];
  /** Tables of nobody's that they make parts of tables. */
  readonly taken?: readonly Freed[];
}

/** What an engine does to rows beside what every engine does. */
export interface RowRules {
  /** More columns of a table, `table.column`, whose values a change of its document may alter. */
  alsoChanged?(old: Doc, now: Doc, round: Round): readonly string[];
  /** More permissions that a change of its document takes. */
  alsoDropped?(old: Doc, now: Doc, round: Round): readonly string[];
}

/** The round as the laws judge it. */
export function changeOf(round: Round, name: string, engine: string, rules: RowRules): Change {
  const script = (sqls: readonly string[]) => sqls.map((sql) => `${sql};\n`).join("");
  return {
    name,
    ...(round.others && round.others.length > 0 && { others: script(round.others) }),
    ...(round.freed && { freed: round.freed }),
    ...(round.taken && { taken: round.taken }),
    beforeSpecs: "before",
    beforeSql: script(round.sql),
    specs: "specs",
    seedData: true,
    isAllAllowed: true,
    ...rightsOf(round, rules),
    source: memorySource(filesOf(round, engine)),
  };
}

/** The documents of a round as files in `before/` and `specs/`. */
export function filesOf(round: Round, engine: string): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (folder: string, docs: readonly Doc[]) =>
    docs.forEach((doc, index) => {
      const document = {
        apiVersion: "schemas.schemahero.io/v1alpha4",
        kind: doc.kind,
        metadata: { name: `${doc.kind.toLowerCase()}-${index}` },
        spec: {
          name: doc.name,
          // An extension has its body directly in the spec.
          ...(doc.kind === "DatabaseExtension" ? { [engine]: doc.body } : { schema: { [engine]: doc.body } }),
          ...(doc.rows && { seedData: { rows: doc.rows.map(seedRow) } }),
        },
      };
      files[`${folder}/${index}.yaml`] = `${JSON.stringify(document, undefined, 2)}\n`;
    });
  add("before", round.before);
  add("specs", round.after);
  return files;
}

function seedRow(row: Readonly<Record<string, unknown>>): unknown {
  return { columns: Object.entries(row).map(([column, value]) => ({ column, value })) };
}

/** What may be deleted and what may change, by the names of the specs. */
function rightsOf(round: Round, rules: RowRules): Pick<Change, "allow" | "changed"> {
  const { before, after } = round;
  const allow: string[] = [];
  const changed: string[] = [];
  const tables = after.filter(({ kind }) => kind === "Table");
  for (const old of before.filter(({ kind }) => kind === "Table")) {
    const among = tables.filter(({ body }) => body.schema === old.body.schema);
    const now = among.find(({ name }) => name === old.name) ??
      among.find(({ body }) => body.previousNames?.includes(old.name));
    if (!now) continue;
    const name = fullName(now.body.schema, now.name);
    if (now.body.isDeleted) {
      allow.push(`drop-table:${name}`);
      continue;
    }
    changed.push(...rules.alsoChanged?.(old, now, round) ?? []);
    allow.push(...rules.alsoDropped?.(old, now, round) ?? []);
    const columns = columnsOf(now.body);
    for (const column of columnsOf(old.body)) {
      const wanted = columns.find(({ name }) => name === column.name) ??
        columns.find(({ previousNames }) => previousNames?.includes(column.name));
      if (!wanted) allow.push(`drop-column:${name}.${column.name}`);
      else if (mayChange(column, wanted, now)) changed.push(`${name}.${wanted.name}`);
    }
  }
  return { allow, changed };
}

/** The columns of a table's body. */
export function columnsOf({ columns = [] }: Body): readonly BodyColumn[] {
  return columns as readonly BodyColumn[]; // in a Table document
}

function mayChange(from: BodyColumn, to: BodyColumn, now: Doc): boolean {
  if (from.type !== to.type || from.generated !== undefined || to.generated !== undefined) return true;
  if (to.constraints?.notNull === true && from.constraints?.notNull !== true) return true;
  return now.rows?.some((row) => Object.hasOwn(row, to.name)) ?? false;
}
