// Plans user-defined types: fields can be added and renamed, and nothing else.
import type { SpecItem } from "../../protocol/plan.ts";
import { findRenames } from "../kit/previous_names.ts";
import type { Catalog, UserType } from "./catalog.ts";
import { addStep, type Draft, refuse, typeKey, typeOf, typesIn } from "./draft.ts";
import { quote } from "./literal.ts";
import type { Request } from "./requests.ts";
import type { TypeSpec } from "./spec_objects.ts";

type Field = UserType["fields"][number];

/** Plans one type. */
export function planType(draft: Draft, request: Request<TypeSpec>): void {
  const { spec, name, body } = request;
  const live = draft.live.types.get(name);
  if (body.isDeleted) {
    if (!live) return;
    draft.after.types.delete(name);
    const releases = live.fields.flatMap(({ type }) => typesIn(type, draft.live.keyspace)).map(typeKey);
    const effects = { removes: [typeKey(name)], releases };
    addStep(draft, effects, `drop type ${quote(name)}`, "drop", { kind: "type", name }, `Drop type ${name}`);
    return;
  }
  const fields: Field[] = [];
  for (const [index, field] of (body.fields ?? []).entries()) {
    const path = ["fields", index];
    if (fields.some((each) => each.name === field.name)) {
      refuse(
        draft,
        spec,
        "duplicate-field",
        `Type ${name} has the field ${field.name} twice`,
        undefined,
        path,
      );
      return;
    }
    const read = typeOf(draft, spec, field.type, [...path, "type"]);
    if (!read) return;
    fields.push({ name: field.name, type: read.type });
  }
  if (fields.length === 0) {
    refuse(draft, spec, "missing-fields", `Type ${name} has no fields`);
    return;
  }
  if (live) alterType(draft, request, live, fields);
  else createType(draft, name, fields);
}

function createType(draft: Draft, name: string, fields: readonly Field[]): void {
  draft.after.types.set(name, { name, fields });
  const requires = fields.flatMap(({ type }) => typesIn(type, draft.live.keyspace)).map(typeKey);
  const fieldsSql = fields.map(({ name, type }) => `${quote(name)} ${type}`).join(", ");
  addStep(
    draft,
    { produces: [typeKey(name)], requires },
    `create type ${quote(name)} (${fieldsSql})`,
    "create",
    { kind: "type", name },
    `Create type ${name}`,
  );
}

function alterType(
  draft: Draft,
  { spec, name, body }: Request<TypeSpec>,
  live: UserType,
  wanted: readonly Field[],
): void {
  const object = { kind: "type", name };
  const { renames, conflicts } = findRenames(
    body.fields ?? [],
    live.fields.map((each) => each.name),
    (each) => each,
  );
  for (const { previous, claimants } of conflicts) {
    refuse(draft, spec, "rename-conflict", `Both ${claimants.join(" and ")} were called ${previous}`);
  }
  const present = live.fields.map((field) => ({
    ...field,
    name: renames.find(({ from }) => from === field.name)?.to ?? field.name,
  }));
  const kept = present.filter((field) => wanted.some((each) => each.name === field.name));
  for (const { name: field } of present.filter((each) => !kept.includes(each))) {
    refuse(
      draft,
      spec,
      "cannot-drop-field",
      `Type ${name} has the field ${field}, and Cassandra drops no fields`,
      "Keep the field in the document, or make a new type, a column of it, copy the values and drop the old column",
    );
  }
  requireSameTypes(draft, spec, name, present, wanted);
  for (const { from, to } of renames) {
    const sql = `alter type ${quote(name)} rename ${quote(from)} to ${quote(to)}`;
    addStep(draft, {}, sql, "rename", object, `Rename field ${from} of type ${name} to ${to}`);
  }
  const fresh = wanted.filter((field) => !present.some((each) => each.name === field.name));
  const keyed = fresh.length === 0 ? [] : tablesKeyedBy(draft.live, name);
  if (keyed.length > 0) {
    refuse(
      draft,
      spec,
      "type-in-key",
      `Type ${name} gets no fields: it is in the partition key of ${keyed.join(", ")}`,
      "Make a new type and a table with it in the key, and copy the rows",
    );
  }
  for (const { name: field, type } of fresh) {
    const requires = typesIn(type, draft.live.keyspace).map(typeKey);
    // Whoever waits for the type gets it with its new fields.
    const sql = `alter type ${quote(name)} add ${quote(field)} ${typeClause(type)}`;
    addStep(
      draft,
      { requires, produces: [typeKey(name)] },
      sql,
      "alter",
      object,
      `Add field ${field} to type ${name}`,
    );
  }
  draft.after.types.set(name, { name, fields: [...present, ...fresh] });
}

function requireSameTypes(
  draft: Draft,
  spec: SpecItem,
  name: string,
  present: readonly Field[],
  wanted: readonly Field[],
): void {
  for (const [index, { name: field, type }] of wanted.entries()) {
    const before = present.find((each) => each.name === field);
    if (!before || before.type === type) continue;
    refuse(
      draft,
      spec,
      "cannot-change-type",
      `Field ${field} of type ${name} is ${before.type}, not ${type}, and Cassandra changes no types`,
      "Add a field of another name and copy the values",
      ["fields", index, "type"],
    );
  }
}

/** A type in the server's spelling is CQL. */
function typeClause(type: string): string {
  return type;
}

/** Tables with the type somewhere in their partition key. */
function tablesKeyedBy(catalog: Catalog, name: string): readonly string[] {
  const uses = (type: string, seen: readonly string[]): boolean =>
    typesIn(type, catalog.keyspace).some((used) =>
      used === name || (!seen.includes(used) &&
        (catalog.types.get(used)?.fields ?? []).some((field) => uses(field.type, [...seen, used])))
    );
  return [...catalog.tables.values()].filter(({ columns }) =>
    columns.some(({ kind, type }) => kind === "partition_key" && uses(type, []))
  ).map((table) => table.name);
}
