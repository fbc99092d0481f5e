// How values are compressed, for the partitions that are there: SET COMPRESSION is the one change of a column that does not
// reach them (seen in 14 to 18; SET STORAGE does). Partitions that come later take after their parent.
import { quoteName } from "../kit/quote.ts";
import { type Catalog, type CatalogObject, objectKey, tableKey } from "./catalog.ts";
import { keepingOf, storageClause } from "./column_steps.ts";
import { nameKey } from "./mentions.ts";
import { columnExtra, tableExtra } from "./model.ts";
import type { ObjectSteps } from "./object_plan.ts";
import { alterTable } from "./render.ts";
import { key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import type { TableChange } from "./table_steps.ts";

/** The steps for the partitions of changed tables. `partitions`: what the plan does to partitions. */
export function partitionCompression(
  changed: readonly TableChange[],
  current: Catalog,
  partitions: ObjectSteps | undefined,
): readonly PlannedStep[] {
  return changed.flatMap(({ from, to, label, diff }) => {
    if (!from || tableExtra(to).partitionBy === undefined) return [];
    const words = diff.changes.flatMap((change): readonly (readonly [column: string, word: string])[] => {
      if (change.type === "add-column") {
        const { compression = "default" } = columnExtra(change.column);
        return compression === "default" ? [] : [[change.column.name, compression]];
      }
      if (change.type !== "alter-column") return [];
      return keepingOf(change).flatMap(({ what, word }) =>
        what === "compression" ? [[change.to.name, word] as const] : []
      );
    });
    if (words.length === 0) return [];
    return partitionsThatStay(to, current, partitions).map(({ partition, parent }): PlannedStep => ({
      ...NOTHING,
      requires: [
        nameKey.relation(partition),
        key.keeping(parent),
        ...words.map(([column]) => key.column(to, column)),
      ],
      produces: [key.keeping(partition)],
      statements: words.map(([column, word]) =>
        statement(
          alterTable(partition, `alter column ${quoteName(column)} ${storageClause("compression", word)}`),
          "alter",
          { kind: "table", schema: partition.schema, name: partition.name },
          `Set how column ${column} of partition ${partition.name} of ${label} is kept`,
        )
      ),
    }));
  });
}

interface Name {
  readonly schema: string;
  readonly name: string;
}

interface Part {
  readonly partition: Name;
  readonly parent: Name;
}

/** The partitions of a table that are there and stay, and theirs, each after its parent, by the names they will have. */
function partitionsThatStay(
  { schema = "", name }: { readonly schema?: string; readonly name: string },
  current: Catalog,
  planned: ObjectSteps | undefined,
): readonly Part[] {
  const live = [...current.objects.values()].filter(({ kind }) => kind === "partition");
  const found: Part[] = [];
  const add = (parent: Name, keys: readonly string[]): void => {
    for (const object of live) {
      if (!keys.includes(object.table ?? "")) continue;
      const partition = nameAfter(object, planned);
      if (!partition) continue;
      found.push({ partition, parent });
      add(partition, [
        tableKey(object.schema, object.name),
        tableKey(partition.schema, partition.name),
      ]);
    }
  };
  add({ schema, name }, [tableKey(schema, name)]);
  return found;
}

/** Undefined when it is detached or dropped. */
function nameAfter(object: CatalogObject, planned: ObjectSteps | undefined): Name | undefined {
  const own = objectKey(object);
  const renamed = planned?.renamed.get(own);
  if (renamed === undefined && planned?.dropped.has(own)) return undefined; // what is renamed counts as dropped, too
  const key = renamed ?? own;
  const after = planned?.after.has(key) ? planned.after.get(key) : object;
  return after && after.facts["isDropped"] !== true
    ? { schema: after.schema ?? "", name: after.name }
    : undefined;
}
