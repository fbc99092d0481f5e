// What cannot go because something stays that uses it, and what is used without being there. Looked for when everything else
// is planned, on the keyspace as it will be.
import type { SpecItem } from "../../protocol/plan.ts";
import type { Catalog, Table } from "./catalog.ts";
import { columnKey, type Draft, refuse, typesIn } from "./draft.ts";
import { functionsOf } from "./programs.ts";
import type { Requests } from "./requests.ts";

/** Reports every use that would be broken. */
export function checkUses(draft: Draft, requests: Requests): void {
  checkTypes(draft, requests);
  checkFunctions(draft, requests);
  checkViews(draft, requests);
  checkNames(draft, requests);
}

/** A user of types: its name for people, and the document that describes it. */
interface User {
  readonly name: string;
  readonly types: readonly string[];
  readonly spec: SpecItem | undefined;
}

function checkTypes(draft: Draft, requests: Requests): void {
  const { after } = draft;
  for (const { name, types, spec } of usersOf(after, requests)) {
    for (const type of new Set(types.flatMap((each) => typesIn(each, after.keyspace)))) {
      if (after.types.has(type)) continue;
      const dropping = requests.types.find((each) => each.name === type && each.body.isDeleted);
      if (dropping && draft.live.types.has(type)) {
        const hint = "Let go what uses it in the same plan, or keep the type";
        refuse(draft, dropping.spec, "type-in-use", `Type ${type} cannot go: ${name} uses it`, hint);
      } else if (spec) {
        const hint = "Describe it in a document of kind DataType. Names without quotes are lower case";
        refuse(draft, spec, "unknown-type", `There is no type ${type}, which ${name} uses`, hint);
      }
    }
  }
}

function usersOf(after: Catalog, requests: Requests): readonly User[] {
  const specOf = (list: readonly { readonly name: string; readonly spec: SpecItem }[], name: string) =>
    list.find((each) => each.name === name)?.spec;
  return [
    ...[...after.tables.values()].map(({ name, columns }) => ({
      name: `table ${name}`,
      types: columns.map(({ type }) => type),
      spec: specOf(requests.tables, name),
    })),
    ...[...after.types.values()].map(({ name, fields }) => ({
      name: `type ${name}`,
      types: fields.map(({ type }) => type),
      spec: specOf(requests.types, name),
    })),
    ...[...after.functions].map(([signature, { name, parameters, returns }]) => ({
      name: `function ${signature}`,
      types: [...parameters.map(({ type }) => type), returns],
      spec: specOf(requests.functions, name),
    })),
    ...[...after.aggregates].map(([signature, { name, parameters, stateType }]) => ({
      name: `aggregate ${signature}`,
      types: [...parameters, stateType],
      spec: specOf(requests.aggregates, name),
    })),
  ];
}

function checkFunctions({ live, after, steps, report }: Draft, requests: Requests): void {
  for (const [signature, aggregate] of live.aggregates) {
    if (!after.aggregates.has(signature)) continue;
    const isRemade = steps.some(({ removes }) => removes.includes(`aggregate ${signature}`));
    for (const needed of functionsOf(aggregate)) {
      const isGone = steps.some(({ removes }) => removes.includes(`function ${needed}`));
      if (!isGone || isRemade) continue;
      const name = live.functions.get(needed)?.name;
      report({
        severity: "error",
        code: "function-in-use",
        message: `Function ${needed} cannot go or return something else: aggregate ${signature} uses it`,
        hint: "Describe the aggregate in the same plan, too: then it is made anew around the function",
        ...(requests.functions.find((each) => each.name === name) && {
          spec: requests.functions.find((each) => each.name === name)?.spec.index ?? 0,
        }),
      });
    }
  }
}

function checkViews(draft: Draft, requests: Requests): void {
  const { live, after, steps } = draft;
  for (const view of live.views.values()) {
    const isDropped = steps.some(({ removes }) => removes.includes(`view ${view.name}`));
    if (isDropped) continue;
    const request = requests.tables.find(({ name }) => name === view.table);
    const table = live.tables.get(view.table);
    if (!request || !table) continue;
    if (!after.tables.has(view.table)) {
      const hint = `Let the view go in the same plan: a View document of ${view.name} with isDeleted: true`;
      refuse(
        draft,
        request.spec,
        "table-in-use",
        `Table ${view.table} cannot go: view ${view.name} is made from it`,
        hint,
      );
      continue;
    }
    const gone = droppedColumns(draft, table);
    if (gone.length === 0) continue;
    refuse(
      draft,
      request.spec,
      "column-in-view",
      `Cassandra drops no column (${gone.join(", ")}) of ${view.table} while it has the view ${view.name}`,
      `Let the view go (isDeleted: true), apply, then drop the column and make the view again`,
      ["columns"],
    );
  }
}

function droppedColumns({ steps }: Draft, { name, columns }: Table): readonly string[] {
  return columns.filter((column) =>
    steps.some(({ removes, statements }) =>
      removes.includes(columnKey(name, column.name)) && statements.every(({ kind }) => kind !== "rename")
    )
  ).map((column) => column.name);
}

/** Tables and views share their names, indexes are the keyspace's. */
function checkNames(draft: Draft, requests: Requests): void {
  const { live, after } = draft;
  for (const { name, spec, body } of requests.tables) {
    if (live.views.has(name) && body && !body.isDeleted) {
      refuse(draft, spec, "name-taken", `${name} is a view of the keyspace, not a table`);
    }
  }
  for (const { name, spec, body } of requests.views) {
    if (live.tables.has(name) && !body.isDeleted) {
      refuse(draft, spec, "name-taken", `${name} is a table of the keyspace, not a view`);
    }
  }
  const owners = new Map<string, string>();
  for (const table of after.tables.values()) {
    for (const { name } of table.indexes) {
      const owner = owners.get(name);
      const request = requests.tables.find((each) => each.name === table.name) ??
        requests.tables.find((each) => each.name === owner);
      if (owner !== undefined && request) {
        const message = `Tables ${owner} and ${table.name} both have an index ${name}`;
        refuse(
          draft,
          request.spec,
          "duplicate-index",
          message,
          "Indexes of a keyspace share their names: give one another",
        );
      }
      owners.set(name, table.name);
    }
  }
}
