// Continuous aggregates, from View documents with `isContinuousAggregate`. TimescaleDB cannot change the query of one: it is
// made anew, and with the old one goes what it alone still knew of rows that are gone.
import { quoteName, quoteNames } from "../kit/quote.ts";
import { type Catalog, type CatalogObject, labelOf } from "../postgres/catalog.ts";
import type { DraftContext, Report } from "../postgres/draft.ts";
import { indexBody } from "../postgres/generate_table.ts";
import type { GeneratedObject, Kind, KindContext, WantedObject } from "../postgres/kind.ts";
import {
  draftIndexes,
  indexChanges,
  indexSteps,
  isSameIndexes,
} from "../postgres/kinds/materialized_indexes.ts";
import { isSameQuery } from "../postgres/kinds/materialized_read.ts";
import { withoutSemicolon } from "../postgres/kinds/view.ts";
import { textLiteral } from "../postgres/literal.ts";
import { making, nameKey, namesIn, readingRenamed } from "../postgres/mentions.ts";
import { keptName, quoteQualified } from "../postgres/model.ts";
import { commentOn } from "../postgres/render.ts";
import type { ObjectRequest } from "../postgres/requests.ts";
import { key, NOTHING, type PlannedStep, statement } from "../postgres/steps.ts";
import { isContained } from "../postgres/tokens.ts";
import { callSql, notInEdition, type TimescaleFacts } from "./facts.ts";
import { hypertableKey, stillCompressed } from "./hypertable.ts";
import { microsText } from "./interval.ts";
import { AGGREGATE, type AggregateFacts, aggregateFacts, type Living } from "./model.ts";
import { aggregateParts } from "./read.ts";
import type { ViewSpec } from "./spec.ts";
import { isSameStored, keptStored, lengthLiteral, storedBody, StoredSteps } from "./stored_steps.ts";
import { VIEW_SPEC } from "./spec.ts";
import { Checker } from "./wanted.ts";

/** True for a document about one that is to be there. */
export function isAggregate({ spec, body }: ObjectRequest): boolean {
  return spec.kind === "View" && body["isContinuousAggregate"] === true;
}

/** Continuous aggregates. */
export function aggregateKind(facts: TimescaleFacts, living: Living): Kind {
  return {
    kind: AGGREGATE,
    documents: [{ kind: "View", body: VIEW_SPEC }],
    scope: ({ spec, schema, name, body }) => {
      if (spec.kind !== "View") return [];
      const previous = (body as ViewSpec).previousNames ?? []; // checked by the core
      return [name, ...previous.map(keptName)].map((each) => ({ kind: AGGREGATE, schema, name: each }));
    },
    inspect: (scope, server) => aggregateParts(scope, server, facts, living),
    wanted: (requests, _tables, context) => ({
      owners: [],
      objects: requests.flatMap((request) =>
        request.spec.kind === "View" ? [wantedAggregate(request, facts, context)] : []
      ),
    }),
    isSame,
    kept,
    refusal: (live, wanted) => {
      const [there, given] = [aggregateFacts(live), aggregateFacts(wanted)];
      if (!isSameQuery(there, given)) return undefined;
      return stillCompressed(live, there.columnstore !== undefined && !given.columnstore, live.name, living);
    },
    scratchKind: "view",
    scratch: (object, schemaOf) => {
      const { definition: querySql, names } = aggregateFacts(object);
      const own = quoteQualified({ schema: schemaOf(object.schema ?? ""), name: object.name });
      return [`create view ${own}${names ? ` (${quoteNames(names)})` : ""} as ${querySql}`];
    },
    settled: (object, found) => {
      const { definition, columns } = aggregateFacts(found); // a view's, which has these two
      return { ...object.facts, definition, columns };
    },
    renamedTables: (object, newNames) => readingRenamed(object, aggregateFacts(object).definition, newNames),
    create: (object, context) => createSteps(object, facts, context),
    drop: dropSteps,
    alter: (live, wanted, context) => alterSteps(live, wanted, facts, context),
    rename: renameSteps,
    generate,
  };
}

function isSame(live: CatalogObject, wanted: WantedObject): boolean {
  const [there, given] = [aggregateFacts(live), aggregateFacts(wanted)];
  return isSameQuery(there, given) && isSameStored(there, given) &&
    (given.materializedOnly ?? there.materializedOnly) === there.materializedOnly &&
    (given.interval ?? there.interval) === there.interval &&
    isSameIndexes(there.indexes ?? [], given.indexes) &&
    (wanted.comment === undefined || wanted.comment === (live.comment ?? ""));
}

/** A new one, with what its document leaves as it was. */
function kept(wanted: CatalogObject, live: CatalogObject): CatalogObject {
  const [there, given] = [aggregateFacts(live), aggregateFacts(wanted)];
  const {
    materializedOnly = there.materializedOnly,
    indexes = there.indexes,
    interval = there.interval,
  } = given;
  const kept: AggregateFacts = {
    ...given,
    ...keptStored(given, there),
    ...(materializedOnly !== undefined && { materializedOnly }),
    ...(interval !== undefined && { interval, written: given.written ?? microsText(BigInt(interval)) }),
    ...(indexes && { indexes }),
  };
  return { ...wanted, facts: { ...kept, isEmpty: wanted.facts["isEmpty"] } };
}

function dropSteps(object: CatalogObject, { server }: KindContext): PlannedStep[] {
  const { names, words } = namesIn(aggregateFacts(object).definition);
  const label = labelOf(server, object.schema, object.name);
  return [{
    ...NOTHING,
    removes: [nameKey.relation(object), nameKey.shape(object)],
    releases: [...names, ...aggregateFacts(object).renamed ?? []],
    mayRelease: words,
    statements: [statement(
      `drop materialized view ${quoteQualified(object)}`,
      "drop",
      nameOf(object),
      `Drop continuous aggregate ${label}`,
      {
        hazards: [{
          kind: "deletes-data",
          message: `Deletes what ${label} has aggregated, which cannot be had again where the rows are gone`,
          allow: `drop-view:${label}`,
        }],
      },
    )],
    ...(object.oid !== undefined &&
      { disturbs: [{ type: "object" as const, oid: object.oid, catalog: "pg_class" }] }),
  }];
}

function renameSteps(live: CatalogObject, name: string, { server }: KindContext): PlannedStep[] {
  return [{
    ...NOTHING,
    removes: [nameKey.relation(live)],
    ...making({ ...live, name }, "relation", "shape"),
    statements: [statement(
      `alter materialized view ${quoteQualified(live)} rename to ${quoteName(name)}`,
      "rename",
      nameOf({ ...live, name }),
      `Rename continuous aggregate ${labelOf(server, live.schema, live.name)} to ${
        labelOf(server, live.schema, name)
      }`,
    )],
  }];
}

function generate(object: CatalogObject, { server }: Catalog): GeneratedObject {
  const { definition, materializedOnly, interval, indexes = [], unexpressed = [], ...stored } =
    aggregateFacts(object);
  return {
    kind: "View",
    name: object.name,
    body: {
      ...(object.schema !== server.defaultSchema && { schema: object.schema }),
      isContinuousAggregate: true,
      query: definition,
      ...(materializedOnly !== undefined && { materializedOnly }),
      ...(interval !== undefined && { chunkTimeInterval: microsText(BigInt(interval)) }),
      ...(indexes.length > 0 && { indexes: indexes.map(indexBody) }),
      ...storedBody(stored),
      ...(object.comment !== undefined && { comment: object.comment }),
    },
    unexpressed,
  };
}

/** What a View document wants. One about any other view wants no continuous aggregate of that name. */
function wantedAggregate(request: ObjectRequest, facts: TimescaleFacts, context: DraftContext): WantedObject {
  const { spec, schema, name } = request;
  const body = request.body as ViewSpec; // checked by the core
  const checker = new Checker(context.report, spec.index);
  const isWanted = body.isContinuousAggregate === true && !body.isDeleted;
  const definition = withoutSemicolon(body.query ?? "");
  if (isWanted) refuseImpossible(name, body, definition, facts, checker);
  else refuseForeignKeys(body, context.report, spec.index);
  const columnstore = isWanted ? checker.columnstore(body.compression) : undefined;
  const wanted: AggregateFacts = {
    definition,
    ...(body.columns && { names: body.columns.map(keptName) }),
    ...(body.materializedOnly !== undefined && { materializedOnly: body.materializedOnly }),
    ...(isWanted && checker.interval(body.chunkTimeInterval, ["chunkTimeInterval"])),
    ...(isWanted && body.indexes && { indexes: draftIndexes(request, body.indexes, context) }),
    ...(columnstore && { columnstore }),
    policies: isWanted ? checker.policies(body) : {},
  };
  return {
    kind: AGGREGATE,
    schema,
    name,
    facts: { ...wanted, isEmpty: body.withNoData === true },
    ...(body.comment !== undefined && { comment: body.comment }),
    ...(!isWanted && { isDeleted: true }),
    ...(isWanted && body.previousNames && { previousNames: body.previousNames.map(keptName) }),
    origin: { spec: spec.index, path: ["query"] },
  };
}

function refuseImpossible(
  name: string,
  body: ViewSpec,
  definition: string,
  facts: TimescaleFacts,
  checker: Checker,
): void {
  const code = "invalid-view";
  if (!isContained(definition)) {
    checker.error(
      `Continuous aggregate ${name} has no query that is one complete SELECT statement`,
      ["query"],
      undefined,
      code,
    );
  }
  if (body.isMaterialized) {
    checker.error(
      `${name} is either a materialized view or a continuous aggregate`,
      ["isMaterialized"],
      undefined,
      code,
    );
  }
  for (const each of ["triggers", "with"] as const) {
    if (body[each] !== undefined) {
      checker.error(`A continuous aggregate has no \`${each}\``, [each], undefined, code);
    }
  }
  if (!facts.isThere) {
    checker.error(`The database has no TimescaleDB, which ${name} needs`, [], "create extension timescaledb");
  }
  if (facts.license === "apache") {
    const { message, hint } = notInEdition("continuous aggregates");
    checker.error(message, ["isContinuousAggregate"], hint, "not-in-edition");
  }
}

function refuseForeignKeys(body: ViewSpec, report: Report, spec: number): void {
  if (body.isDeleted) return;
  for (
    const each of ["materializedOnly", "chunkTimeInterval", "refresh", "compression", "retention"] as const
  ) {
    if (body[each] === undefined) continue;
    const message = `Only a continuous aggregate has \`${each}\``;
    report({ severity: "error", code: "invalid-view", message, spec, path: [each] });
  }
}

function nameOf({ schema, name }: CatalogObject): { kind: string; schema?: string; name: string } {
  return { kind: AGGREGATE, ...(schema !== undefined && schema !== "" && { schema }), name };
}

function stepsFor(object: CatalogObject, facts: TimescaleFacts, { server }: KindContext): StoredSteps {
  const { schema, name } = object;
  const requires = [nameKey.relation(object)];
  return new StoredSteps(
    { ...(schema !== undefined && { schema }), name, kind: AGGREGATE, requires },
    facts,
    server,
  );
}

function createSteps(object: CatalogObject, facts: TimescaleFacts, context: KindContext): PlannedStep[] {
  const wanted = aggregateFacts(object);
  const { definition: querySql, names: columnNames, materializedOnly, interval, written, indexes = [] } =
    wanted;
  const label = labelOf(context.server, object.schema, object.name);
  const { names, words } = namesIn(querySql);
  const options = [
    "timescaledb.continuous",
    ...(materializedOnly === undefined
      ? []
      : [`timescaledb.materialized_only = ${materializedOnly ? "true" : "false"}`]),
    ...(interval === undefined ? [] : [`timescaledb.chunk_interval = ${textLiteral(written ?? interval)}`]),
  ];
  const columnsSql = columnNames ? ` (${quoteNames(columnNames)})` : "";
  const optionsSql = options.join(", ");
  const sql = `create materialized view ${
    quoteQualified(object)
  }${columnsSql} with (${optionsSql}) as ${querySql}\nwith no data`;
  const steps = stepsFor(object, facts, context);
  return [
    {
      ...NOTHING,
      ...making(object, "relation", "shape"),
      requires: [key.schema(object.schema), nameKey.extensions, ...names, ...hypertablesIn(names)],
      prefers: words,
      statements: [statement(sql, "create", nameOf(object), `Create continuous aggregate ${label}`)],
    },
    ...indexSteps(object, indexes.map((index) => ({ type: "create", index })), context.server),
    ...steps.steps(wanted),
    ...(object.comment === undefined ? [] : [commentStep(object, steps)]),
    ...(object.facts["isEmpty"] === true ? [] : [refreshStep(object, facts, label)]),
  ];
}

/** A query of a table waits for it to be a hypertable. */
function hypertablesIn(names: readonly string[]): string[] {
  return names.filter((each) => each.startsWith("relation ")).map((each) => {
    const name = each.slice("relation ".length);
    return hypertableKey(name);
  });
}

function commentStep(object: CatalogObject, steps: StoredSteps): PlannedStep {
  return steps.step(
    commentOn(`view ${quoteQualified(object)}`, object.comment ?? ""),
    "Comment on continuous aggregate",
  );
}

/** It commits by itself, chunk by chunk, so it comes last and in no transaction. */
function refreshStep(object: CatalogObject, facts: TimescaleFacts, label: string): PlannedStep {
  const sql = callSql(facts, "call", "refresh_continuous_aggregate", [
    textLiteral(quoteQualified(object)),
    "null",
    "null",
  ]);
  const message = `Fills ${label} in transactions of its own, once all else is committed`;
  return {
    ...NOTHING,
    requires: [nameKey.relation(object)],
    isLast: true,
    statements: [statement(sql, "other", nameOf(object), `Fill continuous aggregate ${label}`, {
      transactional: false,
      hazards: [{ kind: "not-transactional", message }],
    })],
  };
}

function alterSteps(
  live: CatalogObject,
  wanted: WantedObject,
  facts: TimescaleFacts,
  context: KindContext,
): PlannedStep[] | undefined {
  const [there, given] = [aggregateFacts(live), aggregateFacts(wanted)];
  if (!isSameQuery(there, given)) return undefined;
  const steps = stepsFor(wanted, facts, context);
  const { materializedOnly, interval, written } = given;
  const changes = given.indexes ? indexChanges(there.indexes ?? [], given.indexes) : [];
  // Its indexes are on the hypertable that it is kept in.
  const stored = { ...wanted, schema: "_timescaledb_internal" };
  return [
    ...(materializedOnly === undefined || materializedOnly === there.materializedOnly ? [] : [steps.step(
      `alter materialized view ${quoteQualified(wanted)} set (timescaledb.materialized_only = ${
        materializedOnly ? "true" : "false"
      })`,
      materializedOnly
        ? "Read only what is aggregated from"
        : "Compute when read what is not yet aggregated in",
    )]),
    ...(interval === undefined || interval === there.interval ? [] : [steps.step(
      callSql(facts, "select", "set_chunk_time_interval", [
        textLiteral(quoteQualified(wanted)),
        lengthLiteral(written ?? interval),
      ]),
      "Cut new chunks by another interval in",
    )]),
    ...changes.flatMap((change) =>
      indexSteps(change.type === "create" ? wanted : stored, [change], context.server)
    ),
    ...steps.steps(given, there),
    ...(wanted.comment === undefined || wanted.comment === (live.comment ?? "")
      ? []
      : [commentStep(wanted, steps)]),
  ];
}
