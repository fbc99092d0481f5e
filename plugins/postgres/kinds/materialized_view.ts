// Materialized views with their indexes, from View documents with `isMaterialized`. PostgreSQL cannot change the query
// of one: it is made anew, filled, with its indexes and with what depends on it.
import type { Index } from "../../../protocol/model.ts";
import type { Infer } from "../../../protocol/schema.ts";
import { quoteName, quoteNames } from "../../kit/quote.ts";
import { type CatalogObject, labelOf } from "../catalog.ts";
import { changedParameters } from "../diff.ts";
import type { DraftContext } from "../draft.ts";
import { indexBody } from "../generate_table.ts";
import type { Kind, KindContext, WantedObject } from "../kind.ts";
import { making, nameKey, namesIn, readingRenamed } from "../mentions.ts";
import { indexExtra, keptName, quoteQualified, withExtra } from "../model.ts";
import { commentOn, createIndex, parameterClause, parameterListSql, quoteParameter } from "../render.ts";
import type { ObjectRequest } from "../requests.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { isContained } from "../tokens.ts";
import {
  asTable,
  draftIndexes,
  type IndexChanges,
  indexChanges,
  indexRoutines,
  indexSteps,
  isSameIndexes,
} from "./materialized_indexes.ts";
import {
  isSameQuery,
  type MaterializedFacts,
  materializedFacts,
  materializedParts,
} from "./materialized_read.ts";
import { VIEW_SPEC, withoutSemicolon } from "./view.ts";

/** As pg_identify_object has it. */
const KIND = "materialized view";

/** Materialized views. */
export const MATERIALIZED_VIEW: Kind = {
  kind: KIND,
  documents: [{ kind: "View", body: VIEW_SPEC }],
  scope: ({ spec, schema, name, body }) => {
    if (spec.kind !== "View") return [];
    const previous = (body as Infer<typeof VIEW_SPEC>).previousNames ?? []; // checked by the core
    return [name, ...previous.map(keptName)].map((each) => ({ kind: KIND, schema, name: each }));
  },
  inspect: materializedParts,
  wanted: (requests, _tables, context) => ({
    owners: [],
    objects: requests.flatMap((request) =>
      request.spec.kind === "View" ? [wantedView(request, context)] : []
    ),
  }),
  isSame: (live, wanted) => {
    const [there, given] = [materializedFacts(live), materializedFacts(wanted)];
    return isSameQuery(there, given) && isSameIndexes(there.indexes ?? [], given.indexes) &&
      Object.keys(changedParameters(there.with, given.with)).length === 0 && !isToBeFilled(there, given) &&
      (wanted.comment === undefined || wanted.comment === (live.comment ?? ""));
  },
  kept: (wanted, live) => {
    const [there, given] = [materializedFacts(live), materializedFacts(wanted)];
    const parameters = Object.entries({ ...there.with, ...given.with }).filter(([, value]) =>
      value !== "null"
    );
    const { isFilled = there.isFilled, indexes = there.indexes } = given;
    const facts: MaterializedFacts = {
      ...given,
      isFilled: isFilled !== false,
      ...(indexes && { indexes }),
      ...(parameters.length > 0 && { with: Object.fromEntries(parameters) }),
    };
    return { ...wanted, facts: { ...facts } };
  },
  scratch: (object, schemaOf) => {
    const own = { ...object, schema: schemaOf(object.schema ?? "") };
    const facts = { ...materializedFacts(own), isFilled: false };
    const { with: _, ...plain } = facts;
    return [
      createSql({ ...own, facts: plain }),
      ...(facts.indexes ?? []).map((index) => createIndex(asTable(own), index)),
    ];
  },
  settled: (object, found) => {
    const [given, read] = [materializedFacts(object), materializedFacts(found)];
    const indexes = given.indexes?.map((index): Index => {
      const made = read.indexes?.find(({ name }) => name === index.name);
      const { with: parameters, comment } = indexExtra(index);
      return made ? { ...made, ...withExtra({ ...made.extra, with: parameters, comment }) } : index;
    });
    const facts: MaterializedFacts = {
      ...given,
      definition: read.definition,
      columns: read.columns ?? [],
      ...(indexes && { indexes }),
    };
    return { ...facts };
  },
  create: (object, context) => createSteps(object, context),
  renamedTables: (object, newNames) => readingRenamed(object, materializedFacts(object).definition, newNames),
  drop: (object, { server }) => [{
    ...NOTHING,
    removes: [
      nameKey.relation(object),
      nameKey.shape(object),
      ...(materializedFacts(object).indexes ?? []).map(({ name }) => key.index(object.schema, name)),
    ],
    releases: [
      ...namesIn(materializedFacts(object).definition).names,
      ...materializedFacts(object).renamed ?? [],
      ...(materializedFacts(object).indexes ?? []).flatMap((index) => indexRoutines(index)),
    ],
    mayRelease: namesIn(materializedFacts(object).definition).words,
    statements: [statement(
      `drop materialized view ${quoteQualified(object)}`,
      "drop",
      nameOf(object),
      `Drop materialized view ${labelOf(server, object.schema, object.name)}`,
    )],
    ...(object.oid !== undefined && { disturbs: [{ type: "object", oid: object.oid, catalog: "pg_class" }] }),
  }],
  alter(live, wanted, context) {
    const [there, given] = [materializedFacts(live), materializedFacts(wanted)];
    if (!isSameQuery(there, given)) return undefined;
    const changes: IndexChanges = given.indexes ? indexChanges(there.indexes ?? [], given.indexes) : [];
    return [
      ...parameterSteps(wanted, changedParameters(there.with, given.with), context),
      ...indexSteps(wanted, changes, context.server),
      ...(isToBeFilled(there, given) ? [refreshStep(wanted, context)] : []),
      ...(wanted.comment === undefined || wanted.comment === (live.comment ?? "")
        ? []
        : [commentStep(wanted, context)]),
    ];
  },
  rename: (live, name, { server }) => [{
    ...NOTHING,
    removes: [nameKey.relation(live)],
    ...making({ ...live, name }, "relation", "shape"),
    statements: [statement(
      `alter materialized view ${quoteQualified(live)} rename to ${quoteName(name)}`,
      "rename",
      nameOf({ ...live, name }),
      `Rename materialized view ${labelOf(server, live.schema, live.name)} to ${
        labelOf(server, live.schema, name)
      }`,
    )],
  }],
  generate(object, { server }) {
    const { definition, indexes = [], with: parameters, isFilled, unexpressed = [] } = materializedFacts(
      object,
    );
    return {
      kind: "View",
      name: object.name,
      body: {
        ...(object.schema !== server.defaultSchema && { schema: object.schema }),
        isMaterialized: true,
        query: definition,
        ...(isFilled === false && { withNoData: true }),
        ...(parameters && { with: parameters }),
        ...(indexes.length > 0 && { indexes: indexes.map(indexBody) }),
        ...(object.comment !== undefined && { comment: object.comment }),
      },
      unexpressed,
    };
  },
};

/** What a View document wants. One about a plain view wants no materialized view of that name. */
function wantedView(request: ObjectRequest, context: DraftContext): WantedObject {
  const { spec, schema, name } = request;
  const body = request.body as Infer<typeof VIEW_SPEC>; // checked by the core
  const error = (message: string, path: readonly (string | number)[]) =>
    context.report({ severity: "error", code: "invalid-view", message, spec: spec.index, path });
  const definition = withoutSemicolon(body.query ?? "");
  if (body.isMaterialized && !body.isDeleted) {
    if (!isContained(definition)) {
      error(`View ${name} has no query that is one complete SELECT statement`, ["query"]);
    }
    if (body.triggers && body.triggers.length > 0) error("A materialized view has no triggers", ["triggers"]);
  } else if (!body.isDeleted) {
    for (const each of ["withNoData", "with", "indexes"] as const) {
      if (body[each] !== undefined) error(`Only a materialized view has \`${each}\``, [each]);
    }
  }
  const parameters = Object.entries(body.with ?? {}).map(([each, value]) => [each, String(value)]).sort();
  const facts: MaterializedFacts = {
    definition,
    ...(body.columns && { names: body.columns.map(keptName) }),
    ...(body.withNoData !== undefined && { isFilled: !body.withNoData }),
    ...(parameters.length > 0 && { with: Object.fromEntries(parameters) }),
    ...(body.isMaterialized && body.indexes && { indexes: draftIndexes(request, body.indexes, context) }),
  };
  return {
    kind: KIND,
    schema,
    name,
    facts: { ...facts },
    ...(body.comment !== undefined && { comment: body.comment }),
    ...((body.isDeleted || !body.isMaterialized) && { isDeleted: true }),
    ...(body.previousNames && { previousNames: body.previousNames.map(keptName) }),
    origin: { spec: spec.index, path: ["query"] },
  };
}

/** A document that says `withNoData: false` wants rows in it. */
function isToBeFilled(live: MaterializedFacts, wanted: MaterializedFacts): boolean {
  return wanted.isFilled === true && live.isFilled === false;
}

function nameOf({ schema, name }: CatalogObject): { kind: string; schema?: string; name: string } {
  return { kind: KIND, ...(schema !== undefined && schema !== "" && { schema }), name };
}

function createSql(object: CatalogObject): string {
  const { definition: querySql, names, with: parameters, isFilled } = materializedFacts(object);
  const columnsSql = names ? ` (${quoteNames(names)})` : "";
  return `create materialized view ${quoteQualified(object)}${columnsSql}${
    parameterClause(parameters)
  } as ${querySql}${isFilled === false ? "\nwith no data" : ""}`;
}

function createSteps(object: CatalogObject, context: KindContext): PlannedStep[] {
  const { definition, indexes = [] } = materializedFacts(object);
  const label = labelOf(context.server, object.schema, object.name);
  const parameters = Object.entries(materializedFacts(object).with ?? {}).filter(([, value]) =>
    value !== "null"
  );
  const facts = { ...object.facts, with: Object.fromEntries(parameters) };
  const { names, words } = namesIn(definition);
  return [
    {
      ...NOTHING,
      ...making(object, "relation", "shape"),
      requires: [key.schema(object.schema), nameKey.extensions, ...names],
      prefers: words,
      statements: [
        statement(
          createSql({ ...object, facts }),
          "create",
          nameOf(object),
          `Create materialized view ${label}`,
        ),
      ],
    },
    ...indexSteps(object, indexes.map((index) => ({ type: "create", index })), context.server),
    ...(object.comment === undefined ? [] : [commentStep(object, context)]),
  ];
}

function step(object: CatalogObject, sql: string, words: string, { server }: KindContext): PlannedStep {
  const label = labelOf(server, object.schema, object.name);
  return {
    ...NOTHING,
    requires: [nameKey.relation(object)],
    statements: [statement(sql, "alter", nameOf(object), `${words} materialized view ${label}`)],
  };
}

function commentStep(object: CatalogObject, context: KindContext): PlannedStep {
  const sql = commentOn(`materialized view ${quoteQualified(object)}`, object.comment ?? "");
  return step(object, sql, "Comment on", context);
}

function refreshStep(object: CatalogObject, context: KindContext): PlannedStep {
  return step(object, `refresh materialized view ${quoteQualified(object)}`, "Fill", context);
}

function parameterSteps(
  object: CatalogObject,
  changed: Readonly<Record<string, string>>,
  context: KindContext,
): PlannedStep[] {
  const set = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== "null"));
  const resetSql = Object.keys(changed).filter((name) => changed[name] === "null").map(quoteParameter).join(
    ", ",
  );
  const headSql = `alter materialized view ${quoteQualified(object)}`;
  const words = "Set storage parameters of";
  return [
    ...(Object.keys(set).length === 0
      ? []
      : [step(object, `${headSql} set (${parameterListSql(set)})`, words, context)]),
    ...(resetSql === "" ? [] : [step(object, `${headSql} reset (${resetSql})`, words, context)]),
  ];
}
