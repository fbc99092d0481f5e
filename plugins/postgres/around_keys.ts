// Foreign keys that the plan itself leaves alone, and that stand in its way: those on a key that goes and comes again (each
// is tied to one index of its parent), and those whose columns become something else. They are dropped before and made
// again after. Called by schema_plan.ts; one statement, whatever the number of keys.
import { quoteName, quoteNames } from "../kit/quote.ts";
import { type Catalog, type CatalogTable, labelOf } from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { type QualifiedName, quoteQualified } from "./model.ts";
import { commentOn, foreignKeyClause } from "./render.ts";
import type { PlannedRenames } from "./renames.ts";
import { sqlBeginLooking, textArraySql } from "./server.ts";
import { key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import { isKeyIndex, objectOf } from "./table_keys.ts";
import type { TableChange } from "./table_steps.ts";
import { isPunctuation, tokenize } from "./tokens.ts";
import { familyOf } from "./types_change.ts";

/** What the plan does to tables. */
interface KeyParts {
  readonly live: Catalog;
  readonly renames: PlannedRenames;
  readonly changed: readonly TableChange[];
  readonly dropped: readonly CatalogTable[];
  readonly report: Report;
}

/** A table whose keys go, or whose columns become of another sort. */
interface Disturbed {
  readonly change: TableChange;
  readonly oid: number;
  /** Names of keys and unique indexes. */
  readonly keys: readonly string[];
  /** By the names that columns have before the plan. */
  readonly columns: readonly string[];
}

/** One end of a foreign key, by the names that it has before the plan. */
interface End extends Required<QualifiedName> {
  readonly oid: number;
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

/** A foreign key. */
interface Found {
  readonly name: string;
  readonly child: End;
  readonly parent: End;
  /** The index of the parent that it is tied to. */
  readonly index: string;
  /** What stands behind the columns of the parent: actions and all else. */
  readonly restSql: string;
  readonly comment: string | undefined;
}

/** The steps around foreign keys that the plan itself leaves alone. */
export async function aroundKeys(driver: Driver, parts: KeyParts): Promise<readonly PlannedStep[]> {
  const disturbed = parts.changed.flatMap((change) => disturbedBy(change, parts.renames));
  if (disturbed.length === 0) return [];
  const found = await foundKeys(driver, disturbed, parts.live);
  return found.flatMap((foreign) => stepsAround(foreign, disturbed, parts));
}

function disturbedBy(change: TableChange, renames: PlannedRenames): Disturbed[] {
  const { from, diff, label } = change;
  if (!from) return [];
  const formerly = renames.columns.get(label);
  const keys = diff.changes.flatMap((each): string[] => {
    const name = each.type === "set-primary-key"
      ? each.from?.name
      : each.type === "drop-unique"
      ? each.key.name
      : each.type === "drop-index" && isKeyIndex(each.index)
      ? each.index.name
      : undefined;
    return name === undefined ? [] : [name];
  });
  const columns = diff.changes.flatMap((each): string[] => {
    if (each.type !== "alter-column" || !each.aspects.includes("type")) return [];
    const [before, after] = [familyOf(each.from.type), familyOf(each.to.type)];
    return before === undefined || before !== after ? [formerly?.get(each.to.name) ?? each.to.name] : [];
  });
  return keys.length + columns.length > 0 ? [{ change, oid: from.oid, keys, columns }] : [];
}

async function foundKeys(
  driver: Driver,
  disturbed: readonly Disturbed[],
  { server }: Catalog,
): Promise<readonly Found[]> {
  const endSql = (relation: "conrelid" | "confrelid", numbers: "conkey" | "confkey", factSql: string) =>
    `(select json_agg(${factSql} order by k.at) from unnest(con.${numbers}) with ordinality k (number, at) join pg_attribute a on a.attrelid = con.${relation} and a.attnum = k.number)`;
  // Joins and no list of conditions: one condition a table, tried on every key, took 15 s at 1000 tables.
  const disturbedSql = disturbed.map(({ oid, keys, columns }) =>
    `(${Number(oid)}::oid, ${textArraySql(keys)}, ${textArraySql(columns)})`
  ).join(", ");
  const onColumnsSql = (relationSql: "conrelid" | "confrelid", numbersSql: "conkey" | "confkey") =>
    `select con.oid from disturbed d join pg_constraint con on con.${relationSql} = d.oid and con.contype = 'f' join pg_attribute a on a.attrelid = d.oid and a.attnum = any(con.${numbersSql}) and a.attname = any(d.columns)`;
  const typeSql = "format_type(a.atttypid, a.atttypmod)";
  const results = await driver.batch(
    `${sqlBeginLooking(server)}; with disturbed (oid, keys, columns) as (values ${disturbedSql}), found as (
select con.oid from disturbed d join pg_constraint con on con.confrelid = d.oid and con.contype = 'f' join pg_class x on x.oid = con.conindid and x.relname = any(d.keys)
union ${onColumnsSql("conrelid", "conkey")} union ${
      onColumnsSql("confrelid", "confkey")
    }) select con.conname, c.oid::int8::text, n.nspname, c.relname, ${
      endSql("conrelid", "conkey", "a.attname")
    }, ${endSql("conrelid", "conkey", typeSql)}, p.oid::int8::text, pn.nspname, p.relname, ${
      endSql("confrelid", "confkey", "a.attname")
    }, ${
      endSql("confrelid", "confkey", typeSql)
    }, x.relname, pg_get_constraintdef(con.oid), obj_description(con.oid, 'pg_constraint')
from found join pg_constraint con on con.oid = found.oid join pg_class x on x.oid = con.conindid join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
join pg_class p on p.oid = con.confrelid join pg_namespace pn on pn.oid = p.relnamespace
where con.conparentid = 0 order by 3, 4, 1; commit`,
  );
  return (results.at(-1)?.rows ?? []).map((row): Found => {
    const [name, ...rest] = row;
    const [index, definition, comment] = rest.slice(10);
    return {
      name: String(name),
      child: endOf(rest.slice(0, 5)),
      parent: endOf(rest.slice(5, 10)),
      index: String(index),
      restSql: behindColumns(String(definition)),
      comment: comment === null ? undefined : String(comment),
    };
  });
}

function endOf([oid, schema, name, columns, types]: readonly unknown[]): End {
  const list = (value: unknown) => Array.isArray(value) ? value.map(String) : [];
  return {
    oid: Number(oid),
    schema: String(schema),
    name: String(name),
    columns: list(columns),
    types: list(types),
  };
}

/** `FOREIGN KEY (a) REFERENCES p(b) ON DELETE CASCADE`: what follows the second list. */
function behindColumns(definition: string): string {
  const closings = tokenize(definition).filter((token) => isPunctuation(token, ")"));
  return definition.slice(closings[1]?.end ?? definition.length).trim();
}

/** An end once the plan is done. */
interface EndAfter {
  readonly table: QualifiedName;
  readonly label: string;
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

function stepsAround(foreign: Found, disturbed: readonly Disturbed[], parts: KeyParts): PlannedStep[] {
  const { name, index } = foreign;
  const { changed, dropped, report } = parts;
  if (dropped.some(({ oid }) => oid === foreign.child.oid)) return [];
  const changeOf = ({ oid }: End) => changed.find(({ from }) => from?.oid === oid);
  const [ofChild, ofParent] = [changeOf(foreign.child), changeOf(foreign.parent)];
  const changes = ofChild?.diff.changes ?? [];
  if (changes.some((each) => each.type === "drop-foreign-key" && each.key.name === name)) return [];
  const [child, parent] = [after(foreign.child, ofChild, parts), after(foreign.parent, ofParent, parts)];
  const lost = disturbed.find(({ oid, keys }) => oid === foreign.parent.oid && keys.includes(index));
  const problem = problemOf(child, parent, lost && ofParent);
  if (problem !== undefined) {
    report({
      severity: "error",
      code: "has-dependents",
      message: `Foreign key ${name} of ${child.label} ${problem}`,
      hint: "Change both of its ends in one plan, or describe its table without that foreign key",
    });
    return [];
  }
  const columnKeys = [child, parent].flatMap(({ table, columns }) =>
    columns.map((each) => key.column(table, each))
  );
  const words = `foreign key ${name} of ${child.label} while its ${lost ? "key" : "columns"} change${
    lost ? "s" : ""
  }`;
  const make = (sql: string, what: string) =>
    statement(sql, "alter", objectOf(child.table), `${what} ${words}`);
  return [
    {
      ...NOTHING,
      releases: [key.unique(parent.table, parent.columns), ...columnKeys],
      removes: [key.constraint(child.table, name)],
      statements: [
        make(`alter table ${quoteQualified(child.table)} drop constraint ${quoteName(name)}`, "Drop"),
      ],
    },
    {
      ...NOTHING,
      requires: [
        key.unique(parent.table, parent.columns),
        ...columnKeys,
        ...(lost ? [key.gone(parent.table, index)] : []),
      ],
      produces: [key.constraint(child.table, name)],
      statements: [
        {
          ...make(addSql(foreign, child, parent, ofChild), "Put back"),
          hazards: [{
            kind: "exclusive-lock",
            message: `Keeps others from writing to ${child.label} while it reads all its rows`,
          }],
        },
        ...(foreign.comment === undefined ? [] : [make(
          commentOn(`constraint ${quoteName(name)} on ${quoteQualified(child.table)}`, foreign.comment),
          "Put back the comment on",
        )]),
      ],
    },
  ];
}

/** By the names and types that an end has after the plan. */
function after(end: End, change: TableChange | undefined, { live, renames }: KeyParts): EndAfter {
  const table: QualifiedName = change?.to ?? { schema: end.schema, name: end.name };
  const label = labelOf(live.server, table.schema, table.name);
  const now = new Map([...renames.columns.get(label) ?? []].map(([to, from]) => [from, to]));
  const columns = end.columns.map((each) => now.get(each) ?? each);
  const types = columns.map((column, at) =>
    change?.to.columns.find((each) => each.name === column)?.type ?? end.types[at] ?? ""
  );
  return { table, label, columns, types };
}

/** Why the foreign key cannot be made again. `changed`: the parent whose key goes. */
function problemOf(
  child: EndAfter,
  parent: EndAfter,
  changed: TableChange | undefined,
): string | undefined {
  if (changed && !hasKey(changed, parent.columns)) {
    return `needs the key on (${parent.columns.join(", ")}) of ${parent.label}, which goes`;
  }
  const at = child.types.findIndex((type, position) => {
    const [own, other] = [familyOf(type), familyOf(parent.types[position] ?? "")];
    return own !== undefined && other !== undefined && own !== other;
  });
  return at < 0 ? undefined : `cannot compare ${child.types[at]} with ${parent.types[at]}`;
}

function addSql(foreign: Found, child: EndAfter, parent: EndAfter, ofChild: TableChange | undefined): string {
  const own = ofChild?.from?.model.foreignKeys.find((each) => each.name === foreign.name);
  const clauseSql = own
    ? foreignKeyClause(own)
    : `constraint ${quoteName(foreign.name)} foreign key (${quoteNames(child.columns)}) references ${
      quoteQualified(parent.table)
    } (${quoteNames(parent.columns)})${foreign.restSql === "" ? "" : ` ${foreign.restSql}`}`;
  return `alter table ${quoteQualified(child.table)} add ${clauseSql}`;
}

/** True when a key over these columns, in any order, is there after the plan. */
function hasKey({ to }: TableChange, columns: readonly string[]): boolean {
  const wanted = [...columns].sort().join("\0");
  const keys = [
    ...[to.primaryKey, ...to.uniques].filter((each) => each?.extra?.["deferrable"] === undefined)
      .map((each) => each?.columns ?? []),
    ...to.indexes.filter(isKeyIndex).map(({ parts }) => parts.map(({ column }) => column ?? "")),
  ];
  return keys.some((each) => [...each].sort().join("\0") === wanted);
}
