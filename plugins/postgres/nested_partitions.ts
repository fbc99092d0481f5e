// What PostgreSQL cannot do to a table whose partitions have partitions: said when the plan is made.
import type { DesiredTable, Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { type ServerFacts, sqlBeginLooking } from "./server.ts";
import type { TableChange } from "./table_steps.ts";

/**
 * Reports generated columns that are to become plain ones. DROP EXPRESSION does not reach the partitions of partitions
 * (seen in 13 to 18: "must be applied to child tables too"), and cannot be done to a part of the tree either.
 */
export async function refuseNestedExpressions(
  changes: readonly TableChange[],
  desired: readonly DesiredTable[],
  driver: Driver | undefined,
  server: ServerFacts,
  report: Report,
): Promise<void> {
  const drops = changes.flatMap(({ from, label, diff }, at) =>
    diff.changes.flatMap((change) =>
      from && change.type === "alter-column" && change.from.generated && !change.to.generated
        ? [{ oid: from.oid, label, column: change.to.name, spec: desired[at]?.spec.index }]
        : []
    )
  );
  if (!driver || drops.length === 0) return;
  const nested = await nestedTables(driver, server, drops.map(({ oid }) => oid));
  for (const { oid, label, column, spec } of drops) {
    if (!nested.has(oid)) continue;
    report({
      severity: "error",
      code: "refused-by-postgres",
      message: `Partitions of ${label} have partitions, and PostgreSQL cannot make its generated column ` +
        `${column} a plain one there`,
      hint:
        "Detach those partitions, change the column of each, and attach them again; or add another column",
      ...(spec !== undefined && { spec, path: ["columns"] }),
    });
  }
}

/** Those of the tables whose children have children. */
async function nestedTables(
  driver: Driver,
  server: ServerFacts,
  oids: readonly number[],
): Promise<ReadonlySet<number>> {
  const results = await driver.batch(
    `${
      sqlBeginLooking(server)
    }; select distinct p.inhparent::int8::text from pg_inherits p join pg_inherits c on c.inhparent = p.inhrelid where p.inhparent in (${
      oids.map(Number).join(", ")
    }); commit`,
  );
  return new Set(results.at(-1)?.rows.map(([oid]) => Number(oid)));
}
