// A round of the randomised round trip as plain data: documents before, rows, documents after. What the change may do
// to rows follows from the documents alone, so that a round stays judgeable while it is shrunk.
import { memorySource } from "../../../core/specs/memory_source.ts";
import type { Change } from "../laws.ts";

/** A spec as it is written to a file. */
export interface Doc {
  readonly kind: "Table" | "View";
  readonly name: string;
  readonly body: Body;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
}

/** The parts of a body that decide what happens to rows; everything else goes through untouched. */
export interface Body {
  readonly isDeleted?: boolean;
  readonly previousNames?: readonly string[];
  readonly primaryKey?: readonly unknown[];
  readonly withoutRowid?: boolean;
  readonly strict?: boolean;
  readonly virtual?: unknown;
  readonly columns?: readonly BodyColumn[];
  readonly [key: string]: unknown;
}

interface BodyColumn {
  readonly name: string;
  readonly type: string;
  readonly previousNames?: readonly string[];
  readonly constraints?: { readonly notNull?: boolean };
  readonly generated?: unknown;
  readonly [key: string]: unknown;
}

/** One round. */
export interface Round {
  readonly before: readonly Doc[];
  /** Run after the documents of before are applied: rows, and objects that specs do not speak of. */
  readonly sql: readonly string[];
  readonly after: readonly Doc[];
}

/** The round as the laws judge it. */
export function changeOf(round: Round, name: string, engine: string): Change {
  return {
    name,
    beforeSpecs: "before",
    beforeSql: round.sql.map((sql) => `${sql};\n`).join(""),
    specs: "specs",
    seedData: true,
    isAllAllowed: true,
    ...rightsOf(round),
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
          schema: { [engine]: doc.body },
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
export function rightsOf({ before, after }: Round): Pick<Change, "allow" | "changed"> {
  const allow: string[] = [];
  const changed: string[] = [];
  for (const old of before.filter(({ kind }) => kind === "Table")) {
    const now = after.find((doc) => doc.kind === "Table" && doc.name === old.name) ??
      after.find((doc) => doc.kind === "Table" && doc.body.previousNames?.includes(old.name));
    if (!now) continue;
    if (now.body.isDeleted) {
      allow.push(`drop-table:${now.name}`);
      continue;
    }
    const isOtherKey = keyOf(old.body, old.body) !== keyOf(now.body, old.body);
    if (isOtherKey) changed.push(`${now.name}.rowid`);
    // A key refuses null by itself where it is the row's number, in a strict table and in one without rowid.
    const keyColumns = (now.body.primaryKey ?? []).map((part) => `${now.name}.${keyName(part)}`);
    if (isOtherKey) changed.push(...keyColumns);
    for (const column of old.body.columns ?? []) {
      const wanted = now.body.columns?.find(({ name }) => name === column.name) ??
        now.body.columns?.find(({ previousNames }) => previousNames?.includes(column.name));
      if (!wanted) allow.push(`drop-column:${now.name}.${column.name}`);
      else if (mayChange(column, wanted, old.body, now)) changed.push(`${now.name}.${wanted.name}`);
    }
  }
  return { allow, changed };
}

/** What decides whether rows keep the numbers that no column shows: the key, by the names that it had in `old`. */
function keyOf(body: Body, old: Body): string {
  const columns = (body.primaryKey ?? []).map((part) => {
    const column = body.columns?.find(({ name }) => name === keyName(part));
    const names = [keyName(part), ...column?.previousNames ?? []];
    return [names.find((name) => old.columns?.some((each) => each.name === name)), column?.type];
  });
  return JSON.stringify([columns, body.withoutRowid ?? false]);
}

function keyName(part: unknown): string {
  return typeof part === "string" ? part : String((part as { name?: string } | undefined)?.name); // both forms
}

function mayChange(from: BodyColumn, to: BodyColumn, oldBody: Body, now: Doc): boolean {
  if (from.type !== to.type || from.generated !== undefined || to.generated !== undefined) return true;
  if (to.constraints?.notNull === true && from.constraints?.notNull !== true) return true;
  if (oldBody.strict !== now.body.strict) return true;
  return now.rows?.some((row) => Object.hasOwn(row, to.name)) ?? false;
}
