// The step that changes options of a table or view.
import type { Hazard, SpecItem } from "../../protocol/plan.ts";
import type { ObjectName } from "../../protocol/model.ts";
import type { Table, View } from "./catalog.ts";
import { addStep, columnsDone, type Draft, tableKey, warn } from "./draft.ts";
import { quote } from "./literal.ts";
import { changedProperties, hiddenProperties, type Properties, propertiesSql } from "./properties.ts";

/** Plans what differs; gives the options that the object will have. */
export async function planProperties(
  draft: Draft,
  spec: SpecItem,
  object: ObjectName,
  live: Table | View,
  wanted: Properties,
): Promise<Properties> {
  const hidden = hiddenProperties(live.properties, wanted);
  for (const name of hidden) {
    warn(
      draft,
      spec,
      "property-not-shown",
      `The node does not show ${name} of ${object.kind} ${object.name}, so it is not compared`,
      name === "cdc" ? "It has cdc_enabled: false in cassandra.yaml" : "It is a property of later versions",
    );
  }
  const shown = Object.fromEntries(Object.entries(wanted).filter(([name]) => !hidden.includes(name)));
  const changed = changedProperties(live.properties, shown);
  const names = Object.keys(changed);
  if (names.length === 0) return live.properties;
  const hazards = names.includes("compaction") && isOtherStrategy(live.properties, changed)
    ? await compactsAnew(draft, object, live)
    : [];
  const isView = object.kind === "view";
  const kindSql = isView ? "materialized view" : "table";
  addStep(
    draft,
    isView
      ? { requires: [`view ${object.name}`] }
      : { requires: [tableKey(object.name)], produces: [columnsDone(object.name)] },
    `alter ${kindSql} ${quote(object.name)} with ${propertiesSql(changed)}`,
    "alter",
    object,
    `Change ${names.join(", ")} of ${object.kind} ${object.name}`,
    hazards,
  );
  return { ...live.properties, ...changed };
}

function isOtherStrategy(from: Properties, to: Properties): boolean {
  const classOf = (value: Properties[string] | undefined) =>
    typeof value === "object" ? value["class"] : undefined;
  return classOf(from["compaction"]) !== classOf(to["compaction"]);
}

async function compactsAnew(draft: Draft, { kind, name }: ObjectName, live: Table | View): Promise<Hazard[]> {
  if (!await draft.counts.hasRows(live)) return [];
  return [{
    kind: "rewrites-table",
    message: `Another strategy of compaction: the rows of ${kind} ${name} are written anew in the background`,
  }];
}
