// Puts a new type of the same name under every column of an old one, where PostgreSQL cannot change the type itself:
// the old one is renamed away, the new one made, each column converted, the old one dropped.
import type { Hazard, Statement } from "../../../protocol/plan.ts";
import { quoteName } from "../../kit/quote.ts";
import { type CatalogObject, labelOf, tableKey } from "../catalog.ts";
import type { KindContext, WantedObject } from "../kind.ts";
import { nameKey } from "../mentions.ts";
import { keptName, quoteQualified } from "../model.ts";
import { checkClause, commentOn, createIndex } from "../render.ts";
import { key, type PlannedStep, statement } from "../steps.ts";
import { spellingOf } from "../type_names.ts";
import {
  factsOf,
  TYPE_KIND,
  typeComment,
  type TypeFacts,
  typeLabel,
  type TypePart,
  typeStep,
  type TypeUser,
} from "./type_form.ts";

/** How a type is made anew. */
export interface Rebuild {
  readonly createSql: string;
  readonly word: "type" | "domain";
  readonly why: string;
  /** Which rows make it fail, in words; undefined: none that are known. */
  readonly fails: string | undefined;
  /** What a column's value is before it becomes one of the new type. */
  castSql(columnSql: string, isArray: boolean): string;
}

/** The steps; undefined when something depends on the type that cannot be given another one. */
export function rebuildType(
  live: CatalogObject,
  wanted: WantedObject,
  context: KindContext,
  rebuild: Rebuild,
): readonly PlannedStep[] | undefined {
  const { users: all = [], parts: mentioning = [], others = [] } = factsOf<TypeFacts>(live);
  const parts = mentioning.filter((part) => !context.drops?.(part));
  if (others.length > 0 || parts.some(({ what }) => what === "generated column")) return undefined;
  // Columns that leave the type go first: their values need not suit the new one.
  const users = all.filter((user) => !context.leaves?.(user));
  const { schema, name } = wanted;
  const oldName = keptName(`_old_${name}`);
  const old = quoteQualified({ ...(schema !== undefined && { schema }), name: oldName });
  const label = typeLabel(wanted, context);
  const words = `Make ${rebuild.word} ${label} anew`;
  const say = (sql: string, hazards: readonly Hazard[] = []) =>
    statement(sql, "rebuild", { kind: TYPE_KIND, ...(schema !== undefined && { schema }), name }, words, {
      hazards,
    });
  const spelling = spellingOf(context.current, schema, name);
  const around = parts.map((part) => aroundPart(part, context));
  const columns = users.flatMap((user) => columnStatements(user, spelling, rebuild, context, say));
  const userColumns = users.map((user) => key.column({ schema: user.schema, name: user.table }, user.column));
  const [made] = [typeStep(wanted, context, "rebuild", rebuild.createSql, words)];
  return [
    {
      ...made,
      removes: [
        ...users.map(({ schema, table }) => nameKey.shape({ schema, name: table })),
        ...userColumns,
        key.leaving(spelling),
      ],
      produces: [
        ...made.produces,
        ...userColumns,
        ...users.map(({ schema, table }) => nameKey.shape({ schema, name: table })),
      ],
      answersTo: [...made.answersTo ?? [], ...users.map(({ table }) => nameKey.shape({ name: table }))],
      requires: [
        key.schema(schema),
        ...users.map((user) => key.table({ schema: user.schema, name: user.table })),
        ...userColumns,
      ],
      disturbs: users.map(({ schema, table, column }) => ({
        type: "column",
        table: { schema, name: table },
        column,
        isRetyped: true,
      })),
      statements: [
        ...around.map(({ offSql }) => say(offSql)),
        {
          ...say(`alter ${rebuild.word} ${quoteQualified(wanted)} rename to ${quoteName(oldName)}`),
          why: rebuild.why,
        },
        say(rebuild.createSql),
        ...columns,
        say(`drop ${rebuild.word} ${old}`),
        ...around.flatMap(({ backSqls, hazards }) =>
          backSqls.map((sql, at) => say(sql, at === 0 ? hazards : []))
        ),
      ],
    },
    ...typeComment({ ...wanted, ...withComment(wanted.comment ?? live.comment) }, "", rebuild.word, context),
  ];
}

/** A check, exclusion constraint or index that mentions the type is taken off before and put back after. */
function aroundPart(part: TypePart, { current, server }: KindContext): {
  readonly offSql: string;
  readonly backSqls: readonly string[];
  readonly hazards: readonly Hazard[];
} {
  const { what, schema, table, name, comment } = part;
  const label = labelOf(server, schema, table);
  const tableSql = quoteQualified({ schema, name: table });
  const model = current.tables.get(tableKey(schema, table))?.model;
  const check = model?.checks.find((each) => each.name === name);
  const index = model?.indexes.find((each) => each.name === name);
  const sql = check
    ? checkClause(check)
    : index && model
    ? createIndex(model, index)
    : what === "constraint"
    ? `constraint ${quoteName(name)} ${part.sql}`
    : part.sql;
  const isIndex = what === "index";
  const nameSql = isIndex ? quoteQualified({ schema, name }) : quoteName(name);
  const targetSql = isIndex ? `index ${nameSql}` : `constraint ${nameSql} on ${tableSql}`;
  return {
    offSql: isIndex ? `drop index ${nameSql}` : `alter table ${tableSql} drop constraint ${nameSql}`,
    backSqls: [
      isIndex ? sql : `alter table ${tableSql} add ${sql}`,
      ...(comment === undefined ? [] : [commentOn(targetSql, comment)]),
    ],
    hazards: [{
      kind: "exclusive-lock",
      message: `Keeps others from writing to ${label} while it reads all its rows`,
    }],
  };
}

/** Gives a column the new type. */
function columnStatements(
  user: TypeUser,
  spelling: string,
  rebuild: Rebuild,
  { server }: KindContext,
  say: (sql: string, hazards?: readonly Hazard[]) => Statement,
): Statement[] {
  const head = `alter table ${quoteQualified({ schema: user.schema, name: user.table })} alter column ${
    quoteName(user.column)
  }`;
  const isArray = user.type.endsWith("[]");
  const type = `${spelling}${isArray ? "[]" : ""}`;
  return [
    ...(user.default === undefined ? [] : [say(`${head} drop default`)]),
    say(
      `${head} type ${type} using ${rebuild.castSql(quoteName(user.column), isArray)}::${type}`,
      hazardsOf(labelOf(server, user.schema, user.table), rebuild),
    ),
    ...(user.default === undefined ? [] : [say(`${head} set default ${user.default}`)]),
  ];
}

function withComment(comment: string | undefined): { readonly comment?: string } {
  return comment === undefined ? {} : { comment };
}

function hazardsOf(table: string, { fails }: Rebuild): Hazard[] {
  return [
    { kind: "rewrites-table", message: `Writes all rows of ${table} anew` },
    {
      kind: "exclusive-lock",
      message: `Keeps others from reading and writing ${table} while it rewrites all rows`,
    },
    ...(fails === undefined
      ? []
      : [{ kind: "may-fail" as const, message: `Fails when there are rows of ${table} ${fails}` }]),
  ];
}
