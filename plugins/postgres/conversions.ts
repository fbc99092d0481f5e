// Changes of type that PostgreSQL could not make whatever the rows are, for want of a cast or because of a mistake in
// `using`: each is tried on an empty copy of the table, within a transaction that is rolled back. Called by schema_plan.ts.
import { PluginError } from "../../protocol/errors.ts";
import type { Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import type { AlterColumn } from "./column_steps.ts";
import { typeClause, usingOf } from "./column_steps.ts";
import type { DesiredTable, Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { type Prelude, withoutKeys } from "./normalise.ts";
import { alterTable, createTable } from "./render.ts";
import { ScratchSchemas } from "./scratch.ts";
import type { ServerFacts } from "./server.ts";
import type { TableChange } from "./table_steps.ts";

interface Conversion {
  readonly change: AlterColumn;
  /** The statement on a table of this name. */
  readonly sql: (table: Table) => string;
  readonly hasUsing: boolean;
}

interface Job {
  readonly from: Table;
  readonly label: string;
  readonly desired: DesiredTable | undefined;
  readonly conversions: readonly Conversion[];
}

/** Reports those that the server refuses. Asks nothing where every cast is known to be there. */
export async function refuseConversions(
  changes: readonly TableChange[],
  desired: readonly DesiredTable[],
  driver: Driver | undefined,
  server: ServerFacts,
  report: Report,
  basis: readonly string[],
  prelude: Prelude,
): Promise<void> {
  const jobs = changes.flatMap((change, at): Job[] => {
    const conversions = conversionsOf(change);
    return change.from && conversions.length > 0
      ? [{ from: change.from.model, label: change.label, desired: desired[at], conversions }]
      : [];
  });
  if (!driver || server.isCockroach || jobs.length === 0) return;
  const scratch = new ScratchSchemas(driver, server, basis);
  try {
    const schemas = jobs.map(({ from }) => from.schema ?? "");
    const copyOf = ({ from }: Job) => emptyCopy(from, scratch.nameFor(from.schema));
    await scratch.begin(schemas, false);
    const statements = jobs.flatMap((job) => [
      createTable(copyOf(job)),
      ...job.conversions.map(({ sql }) => sql(copyOf(job))),
    ]);
    if (await scratch.runAll(statements)) return;
    // Perhaps for want of what the plan makes.
    await scratch.begin([...schemas, ...prelude.schemas], true);
    for (const each of prelude.statements((schema) => scratch.nameFor(schema))) await scratch.attempt(each);
    for (const job of jobs) {
      const copy = copyOf(job);
      // Nothing is said of a table that cannot be copied: the server judges it when the plan is applied.
      if (await scratch.attempt([createTable(copy)]) !== undefined) continue;
      for (const conversion of job.conversions) {
        const refusal = await scratch.attempt([conversion.sql(copy)]);
        if (refusal !== undefined) tell(job, conversion, scratch.realNames(refusal), report);
      }
    }
  } catch (error) {
    const sqlstate = error instanceof PluginError ? error.details.sqlstate : undefined;
    if (sqlstate !== "42501" && sqlstate !== "25006") throw error; // no scratch schema to be had
  } finally {
    await scratch.close();
  }
}

function tell(
  { label, desired }: Job,
  { change, hasUsing }: Conversion,
  refusal: string,
  report: Report,
): void {
  const { name, type } = change.to;
  const at = desired?.model.columns.findIndex((column) => column.name === name) ?? -1;
  report({
    severity: "error",
    code: "refused-by-postgres",
    message: `Column ${name} of ${label} cannot become ${type}: ${refusal}`,
    hint: hasUsing
      ? "`using` is an SQL expression that makes the new value out of the old row"
      : `Give the column \`using\`: an SQL expression that makes a ${type} of ${quoteName(name)}`,
    ...(desired && { spec: desired.spec.index, path: ["columns", at, hasUsing ? "using" : "type"] }),
  });
}

function conversionsOf({ from, diff, usings }: TableChange): Conversion[] {
  if (!from) return [];
  const replaced = new Set(
    diff.changes.flatMap((change) => change.type === "drop-column" ? [change.column.name] : []),
  );
  return diff.changes.flatMap((change): Conversion[] => {
    if (change.type !== "alter-column" || !change.aspects.includes("type")) return [];
    const { name } = change.to;
    const using = usings.get(name);
    if (usingOf(change, using) === undefined || replaced.has(name)) return [];
    return [{
      change,
      hasUsing: using !== undefined,
      sql: (table) => alterTable(table, `alter column ${quoteName(name)} ${typeClause(change, using)}`),
    }];
  });
}

/** Nothing but columns and their types. */
function emptyCopy(table: Table, schema: string): Table {
  const { columns, ...bare } = withoutKeys(table);
  return {
    ...bare,
    schema,
    checks: [],
    indexes: [],
    columns: columns.map(({ default: _, generated: __, ...column }) => ({ ...column, notNull: false })),
  };
}
