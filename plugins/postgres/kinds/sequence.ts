// Sequences of their own and those that columns own, from Sequence documents. What a document does not say is the usual
// option. The sequence of an identity column belongs to its column; that of a serial column comes with it, and a
// document for it changes its options.
import { boolean, type Infer, object, oneOfWords, optional, string } from "../../../protocol/schema.ts";
import type { Hazard } from "../../../protocol/plan.ts";
import { quoteName } from "../../kit/quote.ts";
import { type CatalogObject, labelOf } from "../catalog.ts";
import { inScopeSql, mayBeInScope } from "../inspect.ts";
import { commentSql } from "../inspect_tables.ts";
import { madeName } from "../constraint_names.ts";
import type { DesiredTable } from "../draft.ts";
import type { Kind, KindContext, WantedObject } from "../kind.ts";
import { making, nameKey } from "../mentions.ts";
import { keptName, type QualifiedName, quoteQualified, type SequenceOptions } from "../model.ts";
import { commentOn, sequenceWords } from "../render.ts";
import type { ObjectRequest } from "../requests.ts";
import { SEQUENCE_OPTIONS } from "../spec.ts";
import { COMMENT, PREVIOUS, SCHEMA_KEY } from "../spec_parts.ts";
import { allOptions, impossibleOptions, unusualOptions, usualLimits } from "../sequence_options.ts";
import { restartOf } from "../sequence_restart.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { isPunctuation, tokenize } from "../tokens.ts";
import { hasGrants } from "./grant.ts";
import { GRANTS } from "./grant_spec.ts";

const SEQUENCE_SPEC = object({
  schema: SCHEMA_KEY,
  type: optional(oneOfWords(["smallint", "integer", "bigint"], { description: "Default bigint" })),
  ...SEQUENCE_OPTIONS,
  ownedBy: optional(string({
    minLength: 1,
    maxLength: 1000,
    description:
      "`table.column` or `schema.table.column` that it goes with, or `none`; absent: left as it is",
  })),
  unlogged: optional(boolean({ description: "True: begins anew after a crash (PostgreSQL 15)" })),
  grants: GRANTS,
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the sequence must not exist" })),
  previousNames: PREVIOUS("sequence"),
}, { title: "PostgreSQL sequence", description: "A sequence" });

type SequenceSpec = Infer<typeof SEQUENCE_SPEC>;
type SequenceType = "smallint" | "integer" | "bigint";

interface Owner {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

interface Facts {
  readonly type: SequenceType;
  /** Where they are not the usual ones. */
  readonly options: SequenceOptions;
  /** Absent: none, or left as it is. */
  readonly owner?: Owner | "none";
  /** True: it comes with its serial column. */
  readonly isImplied?: boolean;
  readonly unlogged?: boolean;
}

const factsOf = (object: CatalogObject): Facts => object.facts as unknown as Facts; // made below

/** Sequences. */
export const SEQUENCE: Kind = {
  kind: "sequence",
  documents: [{ kind: "Sequence", body: SEQUENCE_SPEC }],
  scope: ({ spec, schema, name, body }) => {
    if (spec.kind !== "Sequence") return [];
    const previous = (body as SequenceSpec).previousNames ?? []; // checked by the core
    return [name, ...previous.map(keptName)].map((each) => ({ kind: "sequence", schema, name: each }));
  },
  inspect: (scope) =>
    !mayBeInScope(scope, "sequence", "pg_class") ? [] : [{
      sql: `select c.oid::int8::text, n.nspname, c.relname, c.relpersistence::text, ${
        commentSql("pg_class", "c.oid")
      },
tn.nspname, t.relname, a.attname, a.attnotnull and format_type(a.atttypid, a.atttypmod) in ('smallint', 'integer', 'bigint') and pg_get_expr(ad.adbin, ad.adrelid) like 'nextval(%::regclass)',
s.seqtypid::regtype::text, s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
left join pg_class t on t.oid = d.refobjid left join pg_namespace tn on tn.oid = t.relnamespace
left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
left join pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum
where c.relkind = 'S' and coalesce(d.deptype, 'a') <> 'i' and ${
        inScopeSql(scope, "sequence", "n.nspname", "c.relname", { catalog: "pg_class", oidSql: "c.oid" })
      }
and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e') order by c.oid`,
      read(rows, catalog) {
        for (const row of rows) {
          const [oid, schema, name, persistence, comment, ownerSchema, table, column, isSerial, type] = row;
          const facts: Facts = {
            type: String(type) as SequenceType, // PostgreSQL has no others
            options: unusualOptions(row.slice(9)),
            ...(column !== null &&
              { owner: { schema: String(ownerSchema), table: String(table), column: String(column) } }),
            ...(isSerial === true && { isImplied: true }),
            ...(persistence === "u" && { unlogged: true }),
          };
          catalog.add({
            kind: "sequence",
            schema: String(schema),
            name: String(name),
            facts: { ...facts },
            oid: Number(oid),
            ...(comment !== null && { comment: String(comment) }),
          });
        }
      },
    }],
  renamedPlaces(object, place) {
    const { owner } = factsOf(object);
    return typeof owner === "object"
      ? { ...object, facts: { ...object.facts, owner: place(owner) } }
      : object;
  },
  wanted: (requests, tables, { report }) => ({
    owners: [],
    objects: requests.flatMap((request): WantedObject[] => {
      const { spec, schema, name, body } = request;
      if (spec.kind !== "Sequence") return [];
      const { comment, isDeleted, previousNames } = body as SequenceSpec; // checked by the core
      const error = (code: string, message: string, path: readonly string[]) =>
        report({ severity: "error", code, message, spec: spec.index, path });
      return [{
        kind: "sequence",
        schema,
        name,
        facts: { ...draft(request, tables, error) },
        ...(comment !== undefined && { comment }),
        ...(isDeleted && { isDeleted }),
        ...(previousNames && { previousNames: previousNames.map(keptName) }),
        origin: { spec: spec.index, path: [] },
      }];
    }),
  }),
  isSame: (live, wanted) =>
    optionWords(factsOf(live), factsOf(wanted)).length === 0 &&
    !changesOwner(factsOf(live), factsOf(wanted)) &&
    Boolean(factsOf(live).unlogged) === Boolean(factsOf(wanted).unlogged) &&
    (wanted.comment ?? live.comment ?? "") === (live.comment ?? ""),
  prepare: (live, wanted) => {
    if (live && live.name !== wanted.name) {
      return [`alter sequence ${quoteQualified(live)} rename to ${quoteName(wanted.name)}`];
    }
    return live || factsOf(wanted).isImplied ? [] : [createSql(wanted)];
  },
  create(object, context) {
    const facts = factsOf(object);
    const label = labelOf(context.server, object.schema, object.name);
    if (facts.isImplied && facts.owner && facts.owner !== "none") {
      return impliedSteps(object, facts.owner, context);
    }
    return [
      step(object, createSql(object), "create", `Create sequence ${label}`, {
        produces: [nameKey.relation(object), nameKey.sequences],
        answersTo: [nameKey.relation({ name: object.name })],
        requires: [key.schema(object.schema)],
      }),
      ...(facts.owner && facts.owner !== "none" ? [ownerStep(object, facts.owner, label)] : []),
      ...commentSteps(object, undefined, label),
    ];
  },
  drop: (object, { server }) => [
    step(
      object,
      // Its table may take it along.
      `drop sequence if exists ${quoteQualified(object)}`,
      "drop",
      `Drop sequence ${labelOf(server, object.schema, object.name)}`,
      {
        removes: [nameKey.relation(object)],
        ...(object.oid !== undefined &&
          { disturbs: [{ type: "object", oid: object.oid, catalog: "pg_class" }] }),
      },
    ),
  ],
  alter(live, wanted, context) {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    const label = labelOf(context.server, wanted.schema, wanted.name);
    const head = `alter sequence ${quoteQualified(wanted)}`;
    return [
      ...optionSteps(live, wanted, label, context),
      ...(Boolean(there.unlogged) === Boolean(given.unlogged) ? [] : [
        step(
          wanted,
          `${head} set ${given.unlogged ? "unlogged" : "logged"}`,
          "alter",
          `Make sequence ${label} ${given.unlogged ? "unlogged" : "logged"}`,
          NOTHING,
        ),
      ]),
      ...(changesOwner(there, given) && given.owner ? [ownerStep(wanted, given.owner, label)] : []),
      ...commentSteps(wanted, live.comment, label),
    ];
  },
  rename: (live, name, { server }) => [
    step(
      { ...live, name },
      `alter sequence ${quoteQualified(live)} rename to ${quoteName(name)}`,
      "rename",
      `Rename sequence ${labelOf(server, live.schema, live.name)} to ${labelOf(server, live.schema, name)}`,
      {
        removes: [nameKey.relation(live)],
        produces: [nameKey.relation({ ...live, name }), nameKey.sequences],
        answersTo: [nameKey.relation({ name })],
      },
    ),
  ],
  generate(object, { server, objects }) {
    const { type, options, owner, isImplied, unlogged } = factsOf(object);
    const hasUsualName = owner && owner !== "none" && object.name === impliedName(owner);
    if (
      isImplied && hasUsualName && Object.keys(options).length === 0 && object.comment === undefined &&
      !unlogged && !hasGrants(object, "sequence", objects.values())
    ) {
      return undefined; // its column says it all
    }
    return {
      kind: "Sequence",
      name: object.name,
      body: {
        ...(object.schema !== server.defaultSchema && { schema: object.schema }),
        ...(type !== "bigint" && { type }),
        ...options,
        ...(owner && owner !== "none" && { ownedBy: ownerSql(owner) }),
        ...(unlogged && { unlogged }),
        ...(object.comment !== undefined && { comment: object.comment }),
      },
      unexpressed: [],
    };
  },
};

const WHOLE_NUMBER = /^[+-]?\d{1,19}$/;

function draft(
  { body, schema }: ObjectRequest,
  tables: readonly DesiredTable[],
  error: (code: string, message: string, path: readonly string[]) => void,
): Facts {
  const spec = body as SequenceSpec; // checked by the core
  const number = (name: "start" | "increment" | "minimum" | "maximum" | "cache") => {
    const value = spec[name];
    if (value === undefined || value === null) return undefined;
    if (WHOLE_NUMBER.test(String(value))) return String(BigInt(String(value).replace(/^\+/, "")));
    error("invalid-number", `Not a whole number: ${value}`, [name]);
    return undefined;
  };
  const owner = spec.ownedBy === undefined ? undefined : readOwner(spec.ownedBy, schema);
  if (spec.ownedBy !== undefined && !owner) {
    error("invalid-owner", `Neither none nor table.column: ${spec.ownedBy}`, ["ownedBy"]);
  }
  const column = owner && owner !== "none"
    ? tables.find(({ model }) => model.schema === owner.schema && model.name === owner.table)?.model.columns
      .find(({ name }) => name === owner.column)
    : undefined;
  const implied = column?.autoIncrement ? column.type as SequenceType : undefined; // serial columns have these types
  const type = spec.type ?? implied ?? "bigint";
  const numbers = (["start", "increment", "minimum", "maximum", "cache"] as const).flatMap((name) => {
    const value = number(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const whole = allOptions(type, { ...Object.fromEntries(numbers), cycle: spec.cycle === true });
  const impossible = impossibleOptions(type, whole);
  if (impossible !== undefined) error("invalid-options", `There can be no such sequence: ${impossible}`, []);
  return {
    type,
    options: unusualOptions([
      type,
      whole.start,
      whole.increment,
      whole.minimum,
      whole.maximum,
      whole.cache,
      whole.cycle,
    ]),
    ...(owner && { owner }),
    ...(implied !== undefined && { isImplied: true }),
    ...(spec.unlogged && { unlogged: true }),
  };
}

/** `table.column`, `schema.table.column`, `none`. */
function readOwner(text: string, schema: string): Owner | "none" | undefined {
  const tokens = tokenize(text);
  if (tokens.length === 1 && tokens[0]?.kind === "word" && tokens[0].value === "none") return "none";
  const names = tokens.filter((_, at) => at % 2 === 0);
  const isPath = tokens.every((each, at) =>
    at % 2 === 0 ? each.kind === "word" || each.kind === "name" : isPunctuation(each, ".")
  );
  if (!isPath || (names.length !== 2 && names.length !== 3)) return undefined;
  const [column = "", table = "", own = schema] = names.map(({ value }) => keptName(value)).reverse();
  return { schema: own, table, column };
}

function ownerSql({ schema, table, column }: Owner): string {
  return `${quoteQualified({ schema, name: table })}.${quoteName(column)}`;
}

function impliedName({ table, column }: Owner): string {
  return madeName(table, column, "seq");
}

function changesOwner(live: Facts, wanted: Facts): boolean {
  if (wanted.owner === undefined) return false;
  return JSON.stringify(live.owner ?? "none") !== JSON.stringify(wanted.owner);
}

/** The step that changes options, and lets the sequence begin anew where it cannot go on. */
function optionSteps(
  live: CatalogObject,
  wanted: CatalogObject,
  label: string,
  { current, sequences }: KindContext,
): PlannedStep[] {
  const [there, given] = [factsOf(live), factsOf(wanted)];
  const words = optionWords(there, given);
  if (words.length === 0) return [];
  const asItIs = [...current.objects.values()].find(({ kind, oid }) =>
    kind === "sequence" && oid === live.oid
  );
  const { restarts, hazards } = sequences
    ? restartOf({
      sequence: asItIs ?? live,
      words: `sequence ${label}`,
      from: allOptions(there.type, there.options),
      to: allOptions(given.type, given.options),
    }, sequences)
    : { restarts: false, hazards: [] };
  const text = [...words, ...(restarts ? ["restart"] : [])].join(" ");
  const sql = `alter sequence ${quoteQualified(wanted)} ${text}`;
  return [step(wanted, sql, "alter", `Change sequence ${label}: ${text}`, NOTHING, hazards)];
}

/** What leads from one set of options to another. */
function optionWords(live: Facts, wanted: Facts): string[] {
  const isSame = live.type === wanted.type && JSON.stringify(live.options) === JSON.stringify(wanted.options);
  if (isSame) return [];
  const { options: goal, type } = wanted;
  const increment = goal.increment ?? "1";
  const limits = usualLimits(type, increment);
  const minimum = goal.minimum ?? limits.minimum;
  const maximum = goal.maximum ?? limits.maximum;
  const start = goal.start ?? (increment.startsWith("-") ? maximum : minimum);
  const changesLimits = live.type !== type || live.options.increment !== goal.increment ||
    live.options.minimum !== goal.minimum || live.options.maximum !== goal.maximum;
  const changesStart = changesLimits || live.options.start !== goal.start;
  return [
    ...(live.type === type ? [] : [`as ${type}`]),
    ...(live.options.increment === goal.increment ? [] : [`increment ${increment}`]),
    ...(changesLimits ? [`minvalue ${minimum}`, `maxvalue ${maximum}`] : []),
    ...(changesStart ? [`start ${start}`] : []),
    ...(live.options.cache === goal.cache ? [] : [`cache ${goal.cache ?? "1"}`]),
    ...(Boolean(live.options.cycle) === Boolean(goal.cycle) ? [] : [goal.cycle ? "cycle" : "no cycle"]),
  ];
}

function createSql(object: CatalogObject): string {
  const { type, options, unlogged } = factsOf(object);
  const typeSql = type === "bigint" ? "" : ` as ${type}`;
  const words = sequenceWords(options).map((each) => ` ${each}`).join("");
  return `create ${unlogged ? "unlogged " : ""}sequence ${quoteQualified(object)}${typeSql}${words}`;
}

function ownerStep(object: CatalogObject, owner: Owner | "none", label: string): PlannedStep {
  const sql = `alter sequence ${quoteQualified(object)} owned by ${
    owner === "none" ? "none" : ownerSql(owner)
  }`;
  const words = owner === "none"
    ? `Free sequence ${label} of its column`
    : `Make sequence ${label} go with ${owner.table}.${owner.column}`;
  const table: QualifiedName = owner === "none" ? { name: "" } : { schema: owner.schema, name: owner.table };
  return step(object, sql, "alter", words, {
    requires: owner === "none"
      ? []
      : [key.table(table), key.column(table, owner.column), nameKey.relation(object)],
  });
}

/** The sequence of a new serial column is there once the column is. */
function impliedSteps(object: CatalogObject, owner: Owner, context: KindContext): PlannedStep[] {
  const facts = factsOf(object);
  const label = labelOf(context.server, object.schema, object.name);
  const table = { schema: owner.schema, name: owner.table };
  const requires = [key.table(table), key.column(table, owner.column)];
  const usual = impliedName(owner);
  const options = optionWords({ type: facts.type, options: {} }, facts);
  // It has not been used: what it begins with is what it goes on with.
  const words = [...options, ...(options.length > 0 ? ["restart"] : [])].join(" ");
  return [
    ...(usual === object.name && owner.schema === object.schema ? [] : [step(
      object,
      `alter sequence ${quoteQualified({ schema: owner.schema, name: usual })} rename to ${
        quoteName(object.name)
      }`,
      "rename",
      `Rename sequence ${usual} to ${label}`,
      { requires, ...making(object, "relation") },
    )]),
    ...(words === "" ? [] : [step(
      object,
      `alter sequence ${quoteQualified(object)} ${words}`,
      "alter",
      `Change sequence ${label}: ${words}`,
      { requires: [...requires, nameKey.relation(object)] },
    )]),
    ...commentSteps(object, undefined, label, requires),
  ];
}

function commentSteps(
  object: CatalogObject,
  live: string | undefined,
  label: string,
  requires: readonly string[] = [],
): PlannedStep[] {
  if (object.comment === undefined || object.comment === (live ?? "")) return [];
  const sql = commentOn(`sequence ${quoteQualified(object)}`, object.comment);
  return [step(object, sql, "alter", `Comment on sequence ${label}`, {
    requires: [...requires, nameKey.relation(object)],
  })];
}

function step(
  { schema, name }: CatalogObject,
  sql: string,
  kind: "create" | "drop" | "alter" | "rename",
  words: string,
  graph: Partial<PlannedStep>,
  hazards: readonly Hazard[] = [],
): PlannedStep {
  const object = { kind: "sequence", ...(schema !== undefined && schema !== "" && { schema }), name };
  return { ...NOTHING, ...graph, statements: [statement(sql, kind, object, words, { hazards })] };
}
