// Compares seed rows with a live table that another server has. The rows are in a temporary table here, where SQLite has
// stored them as the target would; their values travel as literals in the query, and what is found comes back as
// literals, too: no cell is read into JavaScript, where text would end at a NUL and numbers would be rounded.
import { quoteNames } from "../kit/quote.ts";
import { type Database, queryRows, type SqlValue } from "./database.ts";
import { affinityOf } from "./types.ts";

/** Asks the server that has the rows. */
export type AskElsewhere = (sql: string) => Promise<readonly (readonly SqlValue[])[]>;

/** Where the two sides are. */
export interface Sides {
  readonly db: Database;
  /** The temporary table of the seed rows: n, volatile, c0, c1, ... */
  readonly seedSql: string;
  /** The live table, as the other server knows it. */
  readonly liveSql: string;
  /** For each column what the plan leaves in it, read from `t`. */
  readonly sourcesSql: readonly string[];
  readonly ask: AskElsewhere;
}

/** A part of the key by which a live row is found. */
export interface KeyColumn {
  readonly at: number;
  readonly type: string;
  readonly collationClause: string;
}

/** Fills a local table (n, c0, c1, ...) with the live row of each seed row, found by its key. */
export async function copyLiveRows(sides: Sides, key: readonly KeyColumn[], intoSql: string): Promise<void> {
  const { db, seedSql, sourcesSql, liveSql, ask } = sides;
  db.exec(`delete from ${intoSql}`);
  const keySql = key.map(({ at }) => `${literalClause(`c${at}`)}, typeof(c${at})`).join(", ");
  const seeds = queryRows(db, `select n, ${keySql} from ${seedSql}`);
  // What a column's affinity does to the other side of a comparison, a literal's does not: it is cast. A text in a
  // numeric column is not, which the cast would make 0, so rows are taken together by the types of their keys.
  const byCasts = Map.groupBy(
    seeds,
    (row) => JSON.stringify(key.map(({ type }, index) => castOf(type, String(row[2 + index * 2])))),
  );
  for (const [castsJson, rows] of byCasts) {
    const casts = JSON.parse(castsJson) as (string | null)[]; // made above
    const matchSql = key.map(({ at, collationClause }, index) => {
      const cast = casts[index];
      const valueSql = cast === null || cast === undefined
        ? `s.c${index}`
        : `cast(s.c${index} as ${quoteCast(cast)})`;
      const isColumn = sourcesSql[at]?.startsWith("t.");
      return `${sourcesSql[at]} = ${valueSql}${isColumn ? "" : collationClause}`;
    }).join(" and ");
    const found = await ask(
      `${seedClause(rows.map((row) => row.filter((_, at) => at === 0 || at % 2 === 1)), key.length)} ` +
        `select s.n, ${
          sourcesSql.map(literalClause).join(", ")
        } from _schemahero_seed s cross join ${liveSql} t on ${matchSql}`,
    );
    for (const row of found) {
      db.exec(`insert or ignore into ${intoSql} values (${literalsSql(row)})`);
    }
  }
}

/** The numbers of the seed rows of which no live row has all cells. */
export async function rowsNotThere(
  { db, seedSql, sourcesSql, liveSql, ask }: Sides,
): Promise<readonly SqlValue[]> {
  const valuesSql = sourcesSql.map((_, at) => literalClause(`c${at}`)).join(", ");
  const seeds = queryRows(db, `select n, ${valuesSql} from ${seedSql}`);
  const wantedSql = sourcesSql.map((_, at) => `c${at}, typeof(c${at}) as y${at}`).join(", ");
  const thereSql = sourcesSql.map((sourceSql) => `${sourceSql}, typeof(${sourceSql})`).join(", ");
  const sameSql = sourcesSql.map((_, at) => `s.c${at} is m.c${at} and typeof(s.c${at}) = m.y${at}`).join(
    " and ",
  );
  const found = await ask(
    `${seedClause(seeds, sourcesSql.length)}, missing as (select ${wantedSql} from _schemahero_seed ` +
      `except select ${thereSql} from ${liveSql} t) ` +
      `select s.n from _schemahero_seed s join missing m on ${sameSql}`,
  );
  return found.map(([n = null]) => n);
}

/** The value of an expression as a literal that is that value again. Older versions quote infinity as Inf. */
function literalClause(valueSql: string): string {
  return `case typeof(${valueSql}) ` +
    `when 'text' then 'cast(x''' || hex(cast(${valueSql} as blob)) || ''' as text)' ` +
    `when 'real' then replace(quote(${valueSql}), 'Inf', '9e999') else quote(${valueSql}) end`;
}

/** The seed rows as a table of a query. The cells are literals. */
function seedClause(rows: readonly (readonly SqlValue[])[], width: number): string {
  const names = Array.from({ length: width }, (_, at) => `c${at}`);
  const tuplesSql = rows.map((row) => `(${literalsSql(row)})`).join(", ");
  return `with _schemahero_seed (${quoteNames(["n", ...names])}) as (values ${tuplesSql})`;
}

/** A number and literals that SQLite has made. */
function literalsSql([n, ...literals]: readonly SqlValue[]): string {
  return [String(n), ...literals.map(String)].join(", ");
}

/** What a value must be cast to so that it compares as the column does that has it. */
function castOf(type: string, valueType: string): "numeric" | "real" | "text" | null {
  const affinity = affinityOf(type);
  const isNumber = valueType === "integer" || valueType === "real";
  if (affinity === "text") return valueType === "text" ? "text" : null;
  if (affinity === "real") return isNumber ? "real" : null;
  return affinity !== "blob" && isNumber ? "numeric" : null;
}

/** A type for a cast, one of three words. */
function quoteCast(type: string): string {
  return type === "text" || type === "real" ? type : "numeric";
}
