// Puts a new type of the same name under every column of an old one, where PostgreSQL cannot change the type itself:
// the old one is renamed away, the new one made, each column converted, the old one dropped.
import type { Hazard, Statement } from "../../../protocol/plan.ts";
import { quoteName } from "../../kit/quote.ts";
import { type CatalogObject, labelOf } from "../catalog.ts";
import type { KindContext, WantedObject } from "../kind.ts";
import { nameKey } from "../mentions.ts";
import { keptName, quoteQualified } from "../model.ts";
import { key, type PlannedStep, statement } from "../steps.ts";
import { spellingOf } from "../type_names.ts";
import {
  factsOf,
  TYPE_KIND,
  typeComment,
  type TypeFacts,
  typeLabel,
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
  const { users: all = [], others = [] } = factsOf<TypeFacts>(live);
  if (others.length > 0) return undefined;
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
  const columns = users.flatMap((user) => columnStatements(user, spelling, rebuild, context, say));
  const [made] = [typeStep(wanted, context, "rebuild", rebuild.createSql, words)];
  return [
    {
      ...made,
      removes: [
        ...users.map(({ schema, table }) => nameKey.shape({ schema, name: table })),
        key.leaving(spelling),
      ],
      produces: [
        ...made.produces,
        ...users.map(({ schema, table }) => nameKey.shape({ schema, name: table })),
      ],
      answersTo: [...made.answersTo ?? [], ...users.map(({ table }) => nameKey.shape({ name: table }))],
      requires: [
        key.schema(schema),
        ...users.flatMap((user) => {
          const table = { schema: user.schema, name: user.table };
          return [key.table(table), key.column(table, user.column)];
        }),
      ],
      disturbs: users.map(({ schema, table, column }) => ({
        type: "column",
        table: { schema, name: table },
        column,
      })),
      statements: [
        {
          ...say(`alter ${rebuild.word} ${quoteQualified(wanted)} rename to ${quoteName(oldName)}`),
          why: rebuild.why,
        },
        say(rebuild.createSql),
        ...columns,
        say(`drop ${rebuild.word} ${old}`),
      ],
    },
    ...typeComment({ ...wanted, ...withComment(wanted.comment ?? live.comment) }, "", rebuild.word, context),
  ];
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
