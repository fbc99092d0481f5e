// A random PostgreSQL world as documents, and what must not exist any more.
import type { Doc } from "../random/round.ts";
import {
  type Column,
  type Constraint,
  type CustomType,
  type Grant,
  type Index,
  type InSchema,
  outputName,
  type Partition,
  type PartitionBy,
  qualified,
  quoted,
  rootOf,
  type Routine,
  type Sequence,
  sqlOf,
  type Table,
  textSql,
  type Trigger,
  typeSql,
  type View,
  type World,
} from "./random_world.ts";

/** Leaves out what is undefined or an empty list. */
function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) =>
      value !== undefined && !(Array.isArray(value) && value.length === 0)
    ),
  );
}

const namesOf = (columns: readonly Column[] | undefined) => columns?.map(({ name }) => name);

/** A world as documents. */
export function docsOf(world: World): Doc[] {
  return [
    ...world.schemaDocs.map(({ name, comment, grants, isDeleted }): Doc => ({
      kind: "Schema",
      name,
      body: { ...given({ comment, isDeleted }), ...(grants && { grants: grants.map(grantBody) }) },
    })),
    ...world.extensions.map(({ name, schema, version, comment }): Doc => ({
      kind: "DatabaseExtension",
      name,
      body: given({ schema, version, comment }),
    })),
    ...world.types.map(typeDoc),
    ...world.sequences.map(sequenceDoc),
    ...world.routines.map(routineDoc),
    ...world.tables.map(tableDoc),
    ...world.views.map(viewDoc),
  ];
}

function place({ schema, name, previousNames, comment, grants }: InSchema): Record<string, unknown> {
  return {
    ...(schema !== "public" && { schema }),
    ...given({ previousNames, comment }),
    ...(grants && grants.length > 0 && { grants: grants.map(grantBody) }),
    ...(name === "" && { name }),
  };
}

function grantBody({ to, privileges, columns, grantOption }: Grant): unknown {
  return { to, privileges, ...given({ columns: namesOf(columns), grantOption }) };
}

function typeDoc(type: CustomType): Doc {
  const form = {
    enum: () => ({
      enum: type.values.map(({ value, previousNames }) => previousNames ? { value, previousNames } : value),
    }),
    domain: () => ({
      domain: {
        type: type.base,
        ...given({ notNull: type.notNull, default: type.default, checks: type.checks }),
      },
    }),
    composite: () => ({
      fields: type.fields.map(({ name, type: fieldType, previousNames, comment }) => ({
        name,
        type: fieldType,
        ...given({ previousNames, comment }),
      })),
    }),
  }[type.family]();
  return { kind: "DataType", name: type.name, body: { ...form, ...place(type) } };
}

function sequenceDoc(sequence: Sequence): Doc {
  const { owner, options } = sequence;
  const ownedBy = owner === undefined
    ? undefined
    : owner === "none"
    ? "none"
    : `${qualified(owner.table)}.${quoted(owner.column.name)}`;
  return {
    kind: "Sequence",
    name: sequence.name,
    body: { ...options, ...given({ ownedBy }), ...place(sequence) },
  };
}

/** The body of a function, by its form and number. */
function routineBody({ form, lang, params, body, reads }: Routine): string {
  const [first] = params;
  const value = first ? quoted(first.name) : "null";
  if (form === "trigger") {
    return ["begin return new; end", "begin return coalesce(new, old); end"][body % 2] ?? "";
  }
  if (form === "procedure") {
    return [`begin perform 1; end`, `begin perform 2; end -- it's $$`][body % 2] ?? "";
  }
  const from = reads ? qualified(reads) : undefined;
  if (form === "table") {
    return `select ${body % 2}::integer, 'x'::text${from === undefined ? "" : ` from ${from}`}`;
  }
  const result = from === undefined
    ? [
      `${value}`,
      `coalesce(${value}, ${value})`,
      `case when ${value} is null then ${value} else ${value} end`,
    ][
      body % 3
    ] ?? value
    : `(select ${value} from ${from} limit ${1 + body % 2})`;
  return lang === "sql" ? `select ${result}` : `begin return ${result}; end`;
}

function routineDoc(routine: Routine): Doc {
  const { form, lang, params, result, attributes } = routine;
  return {
    kind: "Function",
    name: routine.name,
    body: {
      lang,
      ...(form === "procedure" ? { isProcedure: true } : { return: result }),
      ...given({
        params: params.map(({ name, type, default: sql }) => ({ name, type, ...given({ default: sql }) })),
      }),
      as: routineBody(routine),
      ...attributes,
      ...place(routine),
    },
  };
}

/** A table as a document. */
export function tableDoc(table: Table): Doc {
  const { partitionBy, partitions, rowSecurity, policies, triggers, seeds } = table;
  const { keyOptions } = table;
  const body = {
    ...given({
      primaryKey: namesOf(table.key),
      ...(keyOptions && table.key.length > 0 && {
        primaryKeyOptions: given({ ...keyOptions, include: namesOf(keyOptions.include) }),
      }),
    }),
    columns: table.columns.map(columnBody),
    ...given({
      indexes: table.indexes.map(indexBody),
      uniques: table.uniques.map(({ columns, include, nullsNotDistinct, deferrable, ...named }) => ({
        columns: namesOf(columns),
        ...given({ include: namesOf(include), nullsNotDistinct, deferrable }),
        ...constraintBody(named),
      })),
      foreignKeys: table.foreignKeys.map((
        { columns, parent, references, onDeleteColumns, name, comment, ...options },
      ) => ({
        columns: namesOf(columns),
        references: {
          table: parent.name,
          ...(parent.schema !== table.schema && { schema: parent.schema }),
          columns: namesOf(references),
        },
        ...given({ ...options, onDeleteColumns: namesOf(onDeleteColumns) }),
        ...given({ name, comment }),
      })),
      checks: table.checks.map(({ expression, notValid, noInherit, ...named }) => ({
        expression: sqlOf(expression),
        ...given({ notValid, noInherit }),
        ...constraintBody(named),
      })),
      exclusions: table.exclusions.map(({ parts, where, deferrable, ...named }) => ({
        columns: parts.map(({ column, with: operator }) => ({ name: column.name, with: operator })),
        ...given({ where: where && sqlOf(where), deferrable }),
        ...constraintBody(named),
      })),
      with: table.with,
      replicaIdentity: table.replicaIdentity,
      ...(table.unlogged && { unlogged: true }),
    }),
    ...(partitionBy && { partitionBy: partitionKey(partitionBy) }),
    ...(partitions && { partitions: partitions.map(partitionBody) }),
    ...(rowSecurity && { rowLevelSecurity: rowSecurity }),
    ...(policies && {
      policies: policies.map(({ name, previousNames, comment, using, withCheck, to, ...options }) => ({
        name,
        ...options,
        ...given({
          previousNames,
          comment,
          to,
          using: using && sqlOf(using),
          withCheck: withCheck && sqlOf(withCheck),
        }),
      })),
    }),
    ...(triggers && { triggers: triggers.map(triggerBody) }),
    ...place(table),
  };
  const rows = seeds?.map(({ cells }) =>
    Object.fromEntries([...cells].map(([column, value]) => [column.name, value]))
  );
  return { kind: "Table", name: table.name, body, ...(rows && { rows }) };
}

function constraintBody({ name, comment }: Constraint): Record<string, unknown> {
  return given({ name, comment });
}

function columnBody(column: Column): Record<string, unknown> {
  const { default: value, generated, identity, sequence, collation, storage, compression, using, comment } =
    column;
  return {
    name: column.name,
    type: typeSql(column.type),
    ...given({ previousNames: column.previousNames }),
    ...(column.notNull && { constraints: { notNull: true } }),
    ...given({ identity, sequence, collation, storage, compression, using, comment }),
    ...(value !== undefined && { default: defaultOf(value) }),
    ...(generated && { generated: { expression: sqlOf(generated) } }),
  };
}

function defaultOf(value: NonNullable<Column["default"]>): unknown {
  if (typeof value !== "object") return value;
  return "text" in value ? sqlOf(value) : `nextval(${textSql(qualified(value))}::regclass)`;
}

function partitionKey({ method, columns }: PartitionBy): unknown {
  return { method, columns: namesOf(columns) };
}

function partitionBody({ name, previousNames, comment, bounds, parts }: Partition): unknown {
  return {
    name,
    ...bounds,
    ...given({ previousNames, comment }),
    ...(parts && { partitionBy: partitionKey(parts.by), partitions: parts.partitions.map(partitionBody) }),
  };
}

function indexBody(index: Index): unknown {
  const { name, method, parts, include, where, nullsNotDistinct, comment, previousNames } = index;
  return {
    columns: parts.map(({ column, expression, ...order }) => {
      if (column && Object.keys(order).length === 0) return column.name;
      return {
        ...(column ? { name: column.name } : expression && { expression: sqlOf(expression) }),
        ...order,
      };
    }),
    ...(index.unique && { isUnique: true }),
    ...given({
      name,
      type: method,
      include: namesOf(include),
      where: where && sqlOf(where),
      nullsNotDistinct,
      with: index.with,
      comment,
      previousNames,
    }),
  };
}

function triggerBody(trigger: Trigger): unknown {
  const { name, timing, events, columns, routine, ...options } = trigger;
  return {
    name,
    events: events.map((event) =>
      event === "update" && columns.length > 0
        ? `${timing} update of ${columns.map((column) => quoted(column.name)).join(", ")}`
        : `${timing} ${event}`
    ),
    ...(options.forEachRow && { forEachRow: true }),
    execute: { name: routine.name, schema: routine.schema, ...given({ arguments: options.arguments }) },
    ...given({
      condition: options.condition,
      constraintTrigger: options.isConstraint,
      deferrable: options.deferrable,
      enabled: options.enabled,
      comment: options.comment,
      previousNames: options.previousNames,
    }),
  };
}

/** The SELECT of a view. */
export function querySql(view: View): string {
  const items = view.outputs.map((output) => {
    const { of, alias, call } = output;
    const column = quoted("of" in of ? outputName(of) : of.name);
    const sql = call ? `${qualified(call)}(${column})` : column;
    return `${sql}${
      view.hasNames || (alias === undefined && !call) ? "" : ` as ${quoted(outputName(output))}`
    }`;
  });
  const [first] = view.outputs;
  const of = first?.of;
  const where = view.where && of
    ? ` where ${quoted("of" in of ? outputName(of) : of.name)} ${view.where}`
    : "";
  return `select ${items.join(", ")} from ${qualified(view.base)}${where}`;
}

function viewDoc(view: View): Doc {
  const { isMaterialized, withNoData, indexes, triggers } = view;
  const body = {
    query: querySql(view),
    ...(isMaterialized && { isMaterialized }),
    ...given({ withNoData, with: view.with }),
    ...(view.hasNames && { columns: view.outputs.map(outputName) }),
    ...(isMaterialized && indexes && {
      indexes: indexes.map(({ name, output, unique, descending }) => {
        const column = outputName(output);
        return {
          name,
          columns: [descending ? { name: column, descending } : column],
          ...(unique && { isUnique: true }),
        };
      }),
    }),
    ...(triggers && { triggers: triggers.map(triggerBody) }),
    ...place(view),
  };
  return { kind: "View", name: view.name, body };
}

/** True when a view shows a column, directly or through another view. */
export function shows(view: View, column: Column): boolean {
  return view.outputs.some((output) => rootOf(output) === column);
}

/** Documents that say what must not exist any more: those of `before` that have no document in `after`. */
export function goneDocs(before: readonly Doc[], after: readonly Doc[]): Doc[] {
  return before.flatMap((doc): Doc[] => {
    const { kind, name, body } = doc;
    const isThere = after.some((other) =>
      other.kind === kind && (kind === "DatabaseExtension" || other.body.schema === body.schema) &&
      (other.name === name || other.body.previousNames?.includes(name)) &&
      (kind !== "Function" || typesOf(other) === typesOf(doc))
    );
    if (isThere || kind === "Schema") return [];
    const kept = {
      View: ["schema", "query", "isMaterialized"],
      Function: ["schema", "lang", "params", "return", "as", "isProcedure"],
      DataType: ["schema", "enum", "domain", "fields"],
    }[kind] ?? ["schema"];
    const rest = Object.fromEntries(Object.entries(body).filter(([key]) => kept.includes(key)));
    return [{ kind, name, body: { ...rest, isDeleted: true } }];
  });
}

function typesOf({ body }: Doc): string {
  const params = (body["params"] ?? []) as { type: string }[]; // of a Function document
  return params.map(({ type }) => type).join();
}
