// Views. The server writes their queries in words of its own, so it is asked what it would make of the wanted one: in a
// view of another name that is dropped at once, and only where the texts differ.
import type { Statement } from "../../protocol/plan.ts";
import { orderByEdges } from "../kit/order.ts";
import { type Catalog, type CatalogObject, objectKey } from "./catalog.ts";
import { fold, type Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { isServerError, messageOf } from "./errors.ts";
import { quote, quoteAll, textLiteral } from "./literal.ts";
import { dropObject, type ObjectSteps } from "./objects.ts";
import { definerClause } from "./programs.ts";
import type { ObjectRequest, Requests } from "./requests.ts";
import type { ViewSpec } from "./spec_objects.ts";
import { statement } from "./steps.ts";
import { isPunctuation, mentions, normalForm, tokenize } from "./tokens.ts";
import { viewText } from "./view_text.ts";

/** What a view is, as it is compared. */
export interface ViewFacts {
  /** Names of its columns; of a wanted view those that the spec gives. */
  readonly columns: readonly string[];
  readonly query: string;
  readonly checkOption: string;
  readonly security: string;
  readonly definer: string | null | undefined;
  /** Absent: not told by information_schema (MySQL). */
  readonly algorithm?: string;
}

// inspect_objects.ts makes facts of this type.
export const viewFacts = (object: CatalogObject): ViewFacts => object.facts as unknown as ViewFacts;

/** Plans the views. */
export async function planViews(
  requests: Requests,
  current: Catalog,
  ground: Omit<Comparison, "current">,
  report: Report,
): Promise<ObjectSteps> {
  const before: Statement[] = [];
  const wanted: CatalogObject[] = [];
  const gone: CatalogObject[] = [];
  const made: { readonly name: string; readonly query: string; readonly statement: Statement }[] = [];
  for (const request of requests.objects) {
    if (request.kind !== "view") continue;
    const { spec } = request;
    const body = request.body as ViewSpec; // checked by the core against VIEW_SPEC
    const live = current.objects.get(objectKey(current.server, "view", spec.name));
    if (body.isDeleted) {
      if (!live) continue;
      gone.push(live);
      before.push(dropObject(live));
      continue;
    }
    const facts = factsOf(request, live, current, report);
    if (!facts) continue;
    const isSame = live !== undefined && await isSameView(live, facts, body, { current, ...ground });
    wanted.push({ kind: "view", name: spec.name, facts: { ...(isSame ? live.facts : facts) } });
    if (isSame) continue;
    made.push({ name: spec.name, query: facts.query, statement: createView(spec.name, facts, body, live) });
  }
  const edges = made.map(({ query }, at) =>
    new Set(
      made.flatMap(({ name }, other) =>
        other !== at && readsFrom(query, name, current.server.database) ? [other] : []
      ),
    )
  );
  return { before, after: orderByEdges(made, edges).map((each) => each.statement), wanted, gone };
}

/** Words behind which a table stands; a column may stand behind a comma, too. */
const BEFORE_TABLES = new Set(["from", "join", "straight_join", "table", ",", "("]);

/** True when a query may read from a view: names of columns may be the same. */
export function readsFrom(query: string, view: string, database: string): boolean {
  const tokens = tokenize(query);
  return tokens.some(({ kind, value }, at) => {
    if ((kind !== "name" && kind !== "word") || fold(value) !== fold(view)) return false;
    const [qualifier, before] = [tokens[at - 2], tokens[at - 1]];
    if (isPunctuation(before, ".")) return fold(qualifier?.value ?? "") === fold(database);
    return before !== undefined && before.kind !== "name" && before.kind !== "string" &&
      BEFORE_TABLES.has(before.value);
  });
}

function factsOf(
  { spec, body }: ObjectRequest,
  live: CatalogObject | undefined,
  { server }: Catalog,
  report: Report,
): ViewFacts | undefined {
  const { query, checkOption, security, definer, algorithm } = body as ViewSpec; // as above
  const isQuery = query !== undefined &&
    /^(?:select|with|\(|values|table)$/.test(tokenize(query)[0]?.value ?? "");
  const isClosed = query !== undefined &&
    !tokenize(query).some((token) => token.kind === "open" || token.value === ";");
  if (!isQuery || !isClosed) {
    report({
      severity: "error",
      code: "invalid-query",
      message: query === undefined
        ? `View ${spec.name} has no query`
        : `Not one complete query: ${query.slice(0, 100)}`,
      spec: spec.index,
      path: ["query"],
    });
    return undefined;
  }
  return {
    columns: (body as ViewSpec).columns ?? [], // as above
    query: query.trim(),
    checkOption: checkOption ?? "none",
    security: security ?? "definer",
    definer: definer ?? (live && viewFacts(live).definer) ?? server.user,
    algorithm: algorithm ?? "undefined",
  };
}

interface Comparison {
  readonly current: Catalog;
  /** What renamed objects are called now, by objectKey. */
  readonly former: ReadonlyMap<string, string>;
  /** Folded names of tables whose columns come, go or are renamed. */
  readonly altered: ReadonlySet<string>;
  readonly driver: Driver | undefined;
}

async function isSameView(
  object: CatalogObject,
  wanted: ViewFacts,
  body: ViewSpec,
  { current, former, altered, driver }: Comparison,
): Promise<boolean> {
  const live = viewFacts(object);
  const name = former.get(objectKey(current.server, "view", object.name)) ?? object.name;
  const algorithm = live.algorithm ?? (driver && await viewAlgorithm(driver, name));
  if (
    live.checkOption !== wanted.checkOption || live.security !== wanted.security ||
    (body.definer !== undefined && body.definer !== live.definer) || algorithm !== wanted.algorithm
  ) return false;
  // What a star stands for is settled when the view is made.
  const hasStar = tokenize(wanted.query).some((token) => token.value === "*");
  if (hasStar && [...altered].some((table) => mentions(wanted.query, table))) return false;
  if (body.columns ? !sameNames(body.columns, live.columns) : hasOwnNames(live)) return false;
  if (normalForm(live.query) === normalForm(wanted.query)) return true;
  const asked = driver && await askServer(driver, wanted, body, current);
  return asked !== undefined && normalForm(asked) === normalForm(live.query);
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name.toLowerCase() === b[at]?.toLowerCase());
}

/** True when the view's columns are not named as those of its query: MySQL does not write that into the query. */
export function hasOwnNames({ query, columns }: ViewFacts): boolean {
  return columns.some((name) => !query.includes(` AS ${quote(name)}`));
}

/** The algorithm of a view, which MySQL tells in SHOW CREATE only. */
export async function viewAlgorithm(driver: Driver, name: string): Promise<string> {
  const [[, sql] = []] = await driver.rows(`show create view ${quote(name)}`);
  return /ALGORITHM=(\w+)/.exec(sql ?? "")?.[1]?.toLowerCase() ?? "undefined";
}

/** The query in the server's words; undefined when it cannot be made of what is there now. */
async function askServer(
  driver: Driver,
  { query }: ViewFacts,
  body: ViewSpec,
  { server }: Catalog,
): Promise<string | undefined> {
  const name = `_schemahero_scratch_${driver.id}`;
  try {
    await driver.run(`create view ${quote(name)}${columnsClause(body)} as ${bareSql(query)}`);
  } catch (error) {
    if (!isServerError(error)) throw error;
    if (/denied/.test(messageOf(error))) throw error;
    return undefined;
  }
  try {
    const [[definition] = []] = await driver.rows(
      `select view_definition from information_schema.views where table_schema = database() and table_name = ${
        textLiteral(name)
      }`,
    );
    return viewText(definition ?? "", server.database);
  } finally {
    await driver.run(`drop view if exists ${quote(name)}`);
  }
}

function bareSql(query: string): string {
  return query;
}

function columnsClause({ columns }: ViewSpec): string {
  return columns ? ` (${quoteAll(columns)})` : "";
}

function createView(
  name: string,
  { query, checkOption, security, definer, algorithm }: ViewFacts,
  body: ViewSpec,
  live: CatalogObject | undefined,
): Statement {
  const words = [
    "create",
    ...(live ? ["or replace"] : []),
    ...(algorithm === undefined || (algorithm === "undefined" && !live) ? [] : [`algorithm = ${algorithm}`]),
    ...(definer === null || definer === undefined ? [] : [definerClause(definer).trim()]),
    ...(security === "definer" ? [] : [`sql security ${security}`]),
    `view ${quote(name)}${columnsClause(body)} as`,
  ];
  const checkSql = checkOption === "none" ? "" : `\nwith ${checkOption} check option`;
  return statement(
    `${words.join(" ")}\n${query}${checkSql}`,
    live ? "alter" : "create",
    { kind: "view", name },
    `${live ? "Replace" : "Create"} view ${name}`,
  );
}
