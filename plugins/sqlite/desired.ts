// Turns specs into the desired model. What the YAML says becomes CREATE statements, which an in-memory SQLite runs,
// and the same inspector that reads the live database reads them back: SQLite normalises, nothing is guessed.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Table } from "../../protocol/model.ts";
import type { SpecItem } from "../../protocol/plan.ts";
import { foldAscii } from "../kit/quote.ts";
import { type Database, messageOf, openSchemaInMemory } from "./database.ts";
import { Draft } from "./draft.ts";
import { type Catalog, type CatalogTable, inspectCatalog } from "./inspect.ts";
import { createIndex, createTable } from "./render.ts";
import type { TableSpec } from "./spec.ts";
import type { WantedObject } from "./triggers.ts";

/** A table that a spec wants. */
export interface DesiredTable {
  readonly spec: SpecItem;
  readonly body: TableSpec;
  readonly model: Table;
  /** Folded names of constraints that the user chose; names made by default are no difference. */
  readonly chosenNames: ReadonlySet<string>;
  /** The live table, where its text is what the spec renders to. */
  readonly live?: CatalogTable;
  /** All triggers of the table; absent: they are not managed. */
  readonly triggers?: readonly WantedObject[];
}

/** Receives what is wrong with a spec. */
export type Report = (diagnostic: Diagnostic) => void;

/**
 * How many tables are built in one in-memory database. CREATE INDEX looks through the whole schema each time, so that
 * 1000 tables with 3 indexes each took 700 ms in one database.
 */
const TABLES_PER_DATABASE = 50;

/**
 * Checks the bodies and reads the tables they describe. Tables with errors are reported and left out. A table whose
 * text is the live one's, word for word, is not built: the live model is what would be read back.
 */
export function desiredTables(
  specs: readonly { readonly spec: SpecItem; readonly body: TableSpec }[],
  live: Catalog,
  report: Report,
): ReadonlyMap<string, DesiredTable> {
  const tables = new Map<string, DesiredTable>();
  const drafts: DesiredTable[] = [];
  for (const { spec, body } of specs) {
    const draft = new Draft(spec, body, report).build();
    if (!draft) continue;
    const same = live.tables.get(foldAscii(spec.name));
    if (same && hasText(same, draft.model)) tables.set(foldAscii(spec.name), asItIs(draft, same));
    else drafts.push(draft);
  }
  for (let start = 0; start < drafts.length; start += TABLES_PER_DATABASE) {
    for (const table of buildAll(drafts.slice(start, start + TABLES_PER_DATABASE), report)) {
      tables.set(foldAscii(table.spec.name), table);
    }
  }
  return tables;
}

/** A wanted table that is there. Its live model is read only where a rename elsewhere makes SQLite rewrite it. */
function asItIs(draft: DesiredTable, live: CatalogTable): DesiredTable {
  return {
    ...draft,
    live,
    get model() {
      return live.model;
    },
  };
}

/** True when a table has exactly the text that the model would be created with. */
export function hasText(live: CatalogTable, model: Table): boolean {
  // SQLite keeps the text as it is, but for the words before the name.
  const kept = (sql: string) => sql.replace(/^create (?:unique )?(?:table|index) /i, "");
  if (live.indexes.length !== model.indexes.length || kept(live.sql) !== kept(createTable(model))) {
    return false;
  }
  const texts = new Set(
    live.indexes.map((index) => index.sql.toLowerCase().startsWith("create unique ") + kept(index.sql)),
  );
  return model.indexes.every((index) => texts.has(index.unique + kept(createIndex(model.name, index))));
}

function buildAll(drafts: readonly DesiredTable[], report: Report): DesiredTable[] {
  const db = openSchemaInMemory();
  try {
    db.exec("begin");
    const built = drafts.filter((draft) => build(db, draft, report));
    const catalog = inspectCatalog(db);
    return built.flatMap((draft) => {
      const model = catalog.tables.get(foldAscii(draft.spec.name))?.model;
      if (model && model.uniques.length < draft.model.uniques.length) {
        report({
          severity: "error",
          code: "duplicate-unique",
          message: `A unique constraint of ${model.name} says the same as another of its keys`,
          hint: "SQLite makes one index for both, whatever their order and names: leave one of them out",
          spec: draft.spec.index,
          path: ["uniques"],
        });
        return [];
      }
      return model ? [{ ...draft, model }] : [];
    });
  } finally {
    db.close();
  }
}

/** Runs a draft's statements in the in-memory database. What SQLite refuses is reported where it stands. */
function build(db: Database, draft: DesiredTable, report: Report): boolean {
  const { spec, model } = draft;
  try {
    db.exec(createTable(model));
  } catch (error) {
    report({
      severity: "error",
      code: "refused-by-sqlite",
      message: `SQLite refuses table ${spec.name}: ${messageOf(error)}`,
      spec: spec.index,
      path: [],
    });
    return false;
  }
  let isWhole = true;
  model.indexes.forEach((index, position) => {
    try {
      db.exec(createIndex(model.name, index));
    } catch (error) {
      isWhole = false;
      report({
        severity: "error",
        code: "refused-by-sqlite",
        message: `SQLite refuses index ${index.name}: ${messageOf(error)}`,
        spec: spec.index,
        path: ["indexes", position],
      });
    }
  });
  return isWhole;
}
