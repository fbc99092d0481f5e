// Partitions, from `partitions:` of Table documents. One that is no longer listed is detached and keeps its rows; one
// that is there as a table is attached. Bounds are compared in the server's words.
import { quoteName } from "../../kit/quote.ts";
import type { Hazard } from "../../../protocol/plan.ts";
import { type Catalog, type CatalogObject, labelOf, objectKey, tableKey } from "../catalog.ts";
import { commentSql, TABLES } from "../inspect_tables.ts";
import type { Kind, KindContext, WantedObject } from "../kind.ts";
import { making, nameKey } from "../mentions.ts";
import { keptName, type QualifiedName, quoteQualified, tableExtra } from "../model.ts";
import { withNewOwners } from "../object_plan.ts";
import { commentOn } from "../render.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import type { DraftContext } from "../draft.ts";
import { keyOfTable, tableOfKey } from "./of_table.ts";
import {
  boundSql,
  partitionKeySql,
  type PartitionSpec,
  plainForm,
  withRenamedColumns,
} from "./partition_spec.ts";
import { partitionsBody } from "./partition_body.ts";

/** The facts of a partition. */
export interface PartitionFacts {
  /** `FOR VALUES ...` or `DEFAULT`. */
  readonly bound: string;
  /** How it is partitioned itself. */
  readonly partitionBy?: string;
  /** Wanted: it must not exist. */
  readonly isDropped?: boolean;
}

const factsOf = (object: CatalogObject): PartitionFacts => object.facts as unknown as PartitionFacts; // made below

/** Partitions. */
export const PARTITION: Kind = {
  kind: "partition",
  scopeOfTable: ({ schema, body }) =>
    flat(body?.partitions ?? []).map((each) => ({
      kind: "table",
      schema: each.schema ?? schema,
      name: keptName(each.name),
    })),
  inspect: () => [{
    sql:
      `with recursive tree (oid) as (select c.oid from pg_class c where c.oid = ${TABLES} and c.relkind = 'p'
  union select h.inhrelid from pg_inherits h join tree on tree.oid = h.inhparent)
select c.oid::int8::text, n.nspname, c.relname, pn.nspname, pc.relname, pg_get_expr(c.relpartbound, c.oid), case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end, ${
        commentSql("pg_class", "c.oid")
      },
(select json_agg('index ' || quote_ident(ic.relname) order by ic.relname) from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid and not exists (select from pg_inherits ih where ih.inhrelid = i.indexrelid)),
(select json_agg('constraint ' || quote_ident(con.conname) order by con.conname) from pg_constraint con where con.conrelid = c.oid and con.contype in ('c', 'f') and con.conislocal and con.coninhcount = 0 and con.conparentid = 0)
from tree join pg_inherits h on h.inhparent = tree.oid join pg_class c on c.oid = h.inhrelid and c.relispartition join pg_namespace n on n.oid = c.relnamespace
join pg_class pc on pc.oid = h.inhparent join pg_namespace pn on pn.oid = pc.relnamespace order by c.oid`,
    read(rows, catalog) {
      for (const row of rows) {
        const [oid, schema, name, parentSchema, parent, bound, partitionBy, comment, indexes, constraints] =
          row;
        const owner = tableKey(String(parentSchema), String(parent));
        const facts: PartitionFacts = {
          bound: String(bound),
          ...(partitionBy !== null && { partitionBy: String(partitionBy) }),
        };
        catalog.add({
          kind: "partition",
          schema: String(schema),
          name: String(name),
          table: owner,
          facts: { ...facts },
          oid: Number(oid),
          ...(comment !== null && { comment: String(comment) }),
        });
        const table = catalog.tables.get(owner);
        const own = [indexes, constraints].flatMap((each) => Array.isArray(each) ? each.map(String) : []);
        if (!table || own.length === 0) continue;
        const more = own.map((each) => `${each} of partition ${name}`);
        catalog.addTable({ ...table, unexpressed: [...table.unexpressed, ...more] });
      }
    },
  }],
  wanted: (_requests, tables, context) => {
    const objects: WantedObject[] = [];
    const owners: string[] = [];
    for (const table of tables) {
      const { partitions, partitionBy } = table.body;
      if (partitions === undefined) continue;
      const draft = new PartitionDrafts(table.spec.index, table.model.schema ?? "", context);
      draft.add(keyOfTable(table), partitions, partitionBy?.method, ["partitions"]);
      objects.push(...draft.objects);
      owners.push(...draft.owners);
    }
    return { owners, objects };
  },
  isSame: (live, wanted) => {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    return !given.isDropped && live.schema === wanted.schema &&
      plainForm(there.bound) === plainForm(given.bound) &&
      plainForm(there.partitionBy ?? "") === plainForm(given.partitionBy ?? "") &&
      (wanted.comment ?? live.comment ?? "") === (live.comment ?? "");
  },
  scratch: (object, schemaOf) => {
    const parent = tableOfKey(object.table);
    if (factsOf(object).isDropped) return [];
    const own = { ...object, schema: schemaOf(object.schema ?? "") };
    return [createSql(own, { schema: schemaOf(parent.schema ?? ""), name: parent.name })];
  },
  settled: (wanted, found) => {
    const { bound, partitionBy } = factsOf(found);
    return { ...wanted.facts, bound, ...(partitionBy !== undefined && { partitionBy }) };
  },
  renamedColumns: (object, names) => {
    const { partitionBy } = factsOf(object);
    if (partitionBy === undefined) return object;
    return { ...object, facts: { ...object.facts, partitionBy: withRenamedColumns(partitionBy, names) } };
  },
  create(object, context) {
    if (factsOf(object).isDropped) return [];
    const parent = tableOfKey(object.table);
    const label = labelOf(context.server, object.schema, object.name);
    const isThere = context.current.tables.has(tableKey(object.schema, object.name));
    return [
      isThere
        ? attachStep(object, context)
        : step(object, createSql(object, parent), "create", `Create partition ${label} of ${parent.name}`, {
          produces: [key.table(ownName(object)), nameKey.relation(object)],
          answersTo: [nameKey.relation({ name: object.name })],
          requires: [key.table(parent), key.schema(object.schema), roomIn(parent), key.keeping(parent)],
        }),
      ...commentSteps(object, undefined, label),
    ];
  },
  drop: (object, context) => [detachStep(object, context)],
  alter(live, wanted, context) {
    const label = labelOf(context.server, wanted.schema, wanted.name);
    const [there, given] = [factsOf(live), factsOf(wanted)];
    if (given.isDropped) {
      return [
        step(wanted, `drop table ${quoteQualified(live)}`, "drop", `Drop partition ${label}`, {
          removes: [key.table(ownName(live)), nameKey.relation(live)],
          produces: [roomIn(tableOfKey(live.table))],
        }, [{
          kind: "deletes-data",
          message: `Deletes partition ${label} of ${tableOfKey(live.table).name} with its rows`,
          allow: `drop-table:${label}`,
        }]),
      ];
    }
    const moves = live.schema !== wanted.schema;
    const isBound = plainForm(there.bound) === plainForm(given.bound);
    return [
      ...(moves
        ? [
          step(
            wanted,
            `alter table ${quoteQualified(live)} set schema ${quoteName(wanted.schema ?? "")}`,
            "alter",
            `Move partition ${label} to schema ${wanted.schema}`,
            { requires: [key.schema(wanted.schema)] },
          ),
        ]
        : []),
      ...(isBound ? [] : [
        detachStep({ ...live, ...(wanted.schema !== undefined && { schema: wanted.schema }) }, context),
        attachStep(wanted, context),
      ]),
      ...commentSteps(wanted, live.comment, label),
    ];
  },
  rename: (live, name, { server }) => {
    const label = labelOf(server, live.schema, live.name);
    const sql = `alter table ${quoteQualified(live)} rename to ${quoteName(name)}`;
    return [step({ ...live, name }, sql, "rename", `Rename partition ${label} to ${name}`, {
      removes: [nameKey.relation(live)],
      ...making({ ...live, name }, "relation"),
    })];
  },
  generateOfTable: (partitions, catalog) => partitionsBody(partitions, catalog),
};

/** Wanted partitions that are partitioned otherwise than what is there, with what that is; undefined: not at all. */
export function otherPartitionKeys(
  wanted: readonly WantedObject[],
  current: Catalog,
): readonly { readonly object: WantedObject; readonly live: string | undefined }[] {
  return wanted.flatMap((object) => {
    const names = [object.name, ...object.previousNames ?? []];
    const there = names.flatMap((name) => current.objects.get(objectKey({ ...object, name })) ?? [])[0];
    const table = current.tables.get(tableKey(object.schema, object.name));
    if (object.kind !== "partition" || (!there && !table) || factsOf(object).isDropped) return [];
    const live = there ? factsOf(there).partitionBy : table && tableExtra(table.model).partitionBy;
    return plainForm(live ?? "") === plainForm(factsOf(object).partitionBy ?? "") ? [] : [{ object, live }];
  });
}

/** The catalog with the partitions of partitions that get another name under their new keys. */
export function withRenamedParents(wanted: readonly WantedObject[], current: Catalog): Catalog {
  const named = new Set(wanted.map((each) => objectKey(each)));
  const newOwners = wanted.flatMap((object): (readonly [string, string])[] => {
    if (object.kind !== "partition" || current.objects.has(objectKey(object))) return [];
    const former = object.previousNames?.find((name) => {
      const key = objectKey({ ...object, name });
      return current.objects.has(key) && !named.has(key);
    });
    return former === undefined
      ? []
      : [[tableKey(object.schema, former), tableKey(object.schema, object.name)]];
  });
  return withNewOwners(current, new Map(newOwners));
}

/** All partitions of a list, and those of theirs. */
function flat(specs: readonly PartitionSpec[]): PartitionSpec[] {
  return specs.flatMap((each) => [each, ...flat(each.partitions ?? [])]);
}

/** Reads `partitions:` of one document. */
class PartitionDrafts {
  readonly objects: WantedObject[] = [];
  readonly owners: string[] = [];
  readonly #spec: number;
  readonly #schema: string;
  readonly #context: DraftContext;

  constructor(spec: number, schema: string, context: DraftContext) {
    this.#spec = spec;
    this.#schema = schema;
    this.#context = context;
  }

  add(
    parent: string,
    specs: readonly PartitionSpec[],
    method: string | undefined,
    path: readonly (string | number)[],
  ): void {
    this.owners.push(parent);
    const error = (code: string, message: string, more: readonly (string | number)[]) =>
      this.#context.report({ severity: "error", code, message, spec: this.#spec, path: [...path, ...more] });
    if (method === undefined) {
      return error("contradiction", "Only a table with partitionBy has partitions", []);
    }
    specs.forEach((spec, at) => {
      const below = (code: string, message: string, more: readonly (string | number)[]) =>
        error(code, message, [at, ...more]);
      const bound = spec.isDeleted ? "DEFAULT" : boundSql(spec, method, below);
      if (spec.name.includes("\0")) below("invalid-name", "A name cannot hold a NUL character", []);
      const schema = spec.schema ?? this.#schema;
      const name = keptName(spec.name);
      if (this.objects.some((each) => each.schema === schema && each.name === name)) {
        below("duplicate-name", `Partition ${name} stands there twice`, []);
      }
      const partitionBy = spec.partitionBy &&
        partitionKeySql(
          spec.partitionBy,
          (code, message, more) => below(code, message, ["partitionBy", ...more]),
        );
      if (bound === undefined) return;
      this.objects.push({
        kind: "partition",
        schema,
        name,
        table: parent,
        facts: {
          bound,
          ...(partitionBy !== undefined && { partitionBy }),
          ...(spec.isDeleted && { isDropped: true }),
        },
        ...(spec.comment !== undefined && { comment: spec.comment }),
        ...(spec.previousNames && { previousNames: spec.previousNames.map(keptName) }),
        origin: { spec: this.#spec, path: [...path, at] },
      });
      if (spec.partitions) {
        this.add(tableKey(schema, name), spec.partitions, spec.partitionBy?.method, [
          ...path,
          at,
          "partitions",
        ]);
      }
    });
  }
}

/** What the bounds of new partitions need: the old ones are gone. */
function roomIn(parent: QualifiedName): string {
  return `room in ${quoteQualified(parent)}`;
}

function ownName({ schema, name }: CatalogObject): QualifiedName {
  return { ...(schema !== undefined && { schema }), name };
}

function createSql(object: CatalogObject, parent: QualifiedName): string {
  const { bound, partitionBy } = factsOf(object);
  const bySql = partitionBy === undefined ? "" : ` partition by ${partitionBy}`;
  return `create table ${quoteQualified(object)} partition of ${quoteQualified(parent)} ${
    wordsSql(bound)
  }${bySql}`;
}

/** Keywords as the rest of a statement has them. */
function wordsSql(bound: string): string {
  return bound.replace(/^(?:DEFAULT|FOR VALUES (?:FROM|IN|WITH))/, (words) => words.toLowerCase());
}

function detachStep(object: CatalogObject, { server }: KindContext): PlannedStep {
  const parent = tableOfKey(object.table);
  const label = labelOf(server, object.schema, object.name);
  const sql = `alter table ${quoteQualified(parent)} detach partition ${quoteQualified(object)}`;
  return step(object, sql, "alter", `Detach partition ${label} from ${parent.name}: it stays as a table`, {
    releases: [key.table(parent)],
    produces: [roomIn(parent)],
  }, [{
    kind: "exclusive-lock",
    message: `Keeps others from reading and writing ${parent.name} for a moment`,
  }]);
}

function attachStep(object: CatalogObject, { server }: KindContext): PlannedStep {
  const parent = tableOfKey(object.table);
  const label = labelOf(server, object.schema, object.name);
  const sql = `alter table ${quoteQualified(parent)} attach partition ${quoteQualified(object)} ${
    wordsSql(factsOf(object).bound)
  }`;
  return step(object, sql, "alter", `Attach ${label} to ${parent.name} as a partition`, {
    requires: [key.table(parent), key.table(ownName(object)), roomIn(parent)],
  }, [
    {
      kind: "exclusive-lock",
      message: `Keeps others from reading and writing ${label} while it checks all rows`,
    },
    { kind: "may-fail", message: `Fails when there are rows of ${label} outside its bounds` },
  ]);
}

function commentSteps(object: CatalogObject, live: string | undefined, label: string): PlannedStep[] {
  if (object.comment === undefined || object.comment === (live ?? "")) return [];
  const sql = commentOn(`table ${quoteQualified(object)}`, object.comment);
  return [
    step(object, sql, "alter", `Comment on partition ${label}`, { requires: [key.table(ownName(object))] }),
  ];
}

function step(
  { schema, name }: CatalogObject,
  sql: string,
  kind: "create" | "drop" | "alter" | "rename",
  words: string,
  graph: Partial<PlannedStep>,
  hazards: readonly Hazard[] = [],
): PlannedStep {
  const object = { kind: "table", ...(schema !== undefined && schema !== "" && { schema }), name };
  return { ...NOTHING, ...graph, statements: [statement(sql, kind, object, words, { hazards })] };
}
