// What PostgreSQL cannot change of a partition key is refused before anything is planned.
import { type Catalog, labelOf } from "./catalog.ts";
import type { TableDiff } from "./diff.ts";
import type { DesiredTable, Report, SpecPath } from "./draft.ts";
import type { Wanted } from "./kind.ts";
import { otherPartitionKeys } from "./kinds/partition.ts";
import { plainForm } from "./kinds/partition_spec.ts";
import { tableExtra } from "./model.ts";
import type { TableChange } from "./table_steps.ts";
import { tokenize } from "./tokens.ts";

/** Reports tables and partitions that are to be partitioned otherwise than they are, and keys whose columns change. */
export function refusePartitionKeys(
  changes: readonly TableChange[],
  desired: readonly DesiredTable[],
  objects: readonly Wanted[],
  current: Catalog,
  report: Report,
): void {
  refuseOtherKeys(changes, desired, report);
  refuseOtherPartitions(objects, current, report);
}

/** A table can be neither partitioned, nor partitioned otherwise, once it is there. */
function refuseOtherKeys(
  changes: readonly TableChange[],
  desired: readonly DesiredTable[],
  report: Report,
): void {
  changes.forEach(({ from, to, label, diff }, at) => {
    if (!from) return;
    const [live, wanted] = [tableExtra(from.model).partitionBy, tableExtra(to).partitionBy];
    const spec = desired[at]?.spec.index;
    if (plainForm(live ?? "") === plainForm(wanted ?? "")) {
      refuseKeyColumns(diff, live ?? "", label, report, spec);
      return;
    }
    refuseKey(label, live, report, spec, wanted === undefined ? [] : ["partitionBy"]);
  });
}

/** Nor can columns of a partition key change their type. */
function refuseKeyColumns(
  { changes }: TableDiff,
  key: string,
  label: string,
  report: Report,
  spec: number | undefined,
): void {
  const names = new Set(tokenize(key).map(({ value }) => value));
  for (const change of changes) {
    if (change.type !== "alter-column" || !names.has(change.to.name)) continue;
    if (!change.aspects.includes("type") && !change.aspects.includes("collation")) continue;
    report({
      severity: "error",
      code: "partition-key",
      message: `Column ${change.to.name} of ${label} is part of its partition key, ` +
        "and PostgreSQL cannot change its type",
      hint: "Describe a new table, move the rows, and drop the old one",
      ...(spec !== undefined && { spec, path: ["columns"] }),
    });
  }
}

function refuseOtherPartitions(wanted: readonly Wanted[], current: Catalog, report: Report): void {
  const objects = wanted.flatMap((each) => each.objects);
  for (const { object, live } of otherPartitionKeys(objects, current)) {
    const label = labelOf(current.server, object.schema, object.name);
    refuseKey(label, live, report, object.origin.spec, object.origin.path);
  }
}

function refuseKey(
  label: string,
  live: string | undefined,
  report: Report,
  spec: number | undefined,
  path: SpecPath,
): void {
  report({
    severity: "error",
    code: "partition-key",
    message: `${label} is ${live === undefined ? "not partitioned" : `partitioned by ${live}`}, ` +
      "and PostgreSQL cannot change that of a table that is there",
    hint: "Describe a new table, move the rows, and drop the old one",
    ...(spec !== undefined && { spec, path }),
  });
}
