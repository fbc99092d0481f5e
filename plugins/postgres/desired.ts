// Turns table specs into the desired models, in the server's own words where they are compared with what is there: an
// expression that plainly says what the live one says takes its text; the others are asked of the server in one round.
import type { IndexPart, Table } from "../../protocol/model.ts";
import type { Catalog } from "./catalog.ts";
import { tableKey } from "./catalog.ts";
import { isSameDefault } from "./default.ts";
import { type DesiredTable, type Report, TableDrafter } from "./draft.ts";
import type { DraftContext } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { mapExpressions, type Slot } from "./expressions.ts";
import { type Exclusion, partExtra, tableExtra } from "./model.ts";
import { hasClass, hasExpression, type NormaliseJob, normaliseTables, type Prelude } from "./normalise.ts";
import type { TableRequest } from "./requests.ts";
import { plainForm } from "./kinds/partition_spec.ts";
import { cockroachForm } from "./quirks.ts";
import type { ServerFacts } from "./server.ts";
import { normalForm } from "./tokens.ts";
import { wholeRowForm } from "./whole_rows.ts";

export type { Report } from "./draft.ts";

/** Checks the bodies. Tables with errors are reported and left out. */
export function draftTables(
  requests: readonly TableRequest[],
  context: DraftContext,
): readonly DesiredTable[] {
  return requests.flatMap(({ spec, body }) =>
    body && !body.isDeleted ? new TableDrafter(spec, body, context).build() ?? [] : []
  );
}

/** Puts the expressions of drafts into the server's words, where there is something to compare them with. */
export async function settleTables(
  drafts: readonly DesiredTable[],
  current: Catalog,
  driver: Driver | undefined,
  report: Report,
  basis?: readonly string[],
  prelude?: Prelude,
): Promise<readonly DesiredTable[]> {
  const settled = drafts.map((draft) => {
    const live = current.tables.get(tableKey(draft.model.schema, draft.model.name))?.model;
    return {
      draft,
      ...(live ? adopt(draft.model, live, current.server) : { model: draft.model, isSettled: true }),
    };
  });
  const open = settled.filter(({ isSettled }) => !isSettled);
  const jobs = open.map(({ draft, model }): NormaliseJob => ({
    table: model,
    renames: [],
    spec: draft.spec.index,
  }));
  const tables = driver
    ? await normaliseTables(driver, current.server, jobs, report, basis, prelude)
    : jobs.map(({ table }) => table);
  const byDraft = new Map(open.map(({ draft }, at) => [draft, tables[at]]));
  return settled.map(({ draft, model }) => ({ ...draft, model: byDraft.get(draft) ?? model }));
}

/** How an expression is written where two of them are compared. */
function formOf({ isCockroach }: ServerFacts): (sql: string) => string {
  return isCockroach ? cockroachForm : normalForm;
}

/** Takes over the live texts of expressions that say the same. Unsettled: one is left that may say the same. */
function adopt(
  wanted: Table,
  live: Table,
  server: ServerFacts,
): { readonly model: Table; readonly isSettled: boolean } {
  const { searchPath } = server;
  const form = formOf(server);
  let isSettled = true;
  const checksLeft = new Map(live.checks.map((check) => [form(check.expression), check.expression]));
  const { exclusions: liveExclusions = [] } = tableExtra(live);
  const model = mapExpressions(wanted, (slot) => {
    const [what = "", ...rest] = slot.key.split(" ");
    switch (what) {
      case "default": {
        const column = named(live.columns, rest.join(" "));
        if (!column || column.default === undefined) return slot.sql;
        // The live text has the live type in it, which another column type does not take.
        const isOfType = named(wanted.columns, column.name)?.type === column.type;
        if (
          isOfType && (isSameDefault(column.default, slot.sql, column.type) ||
            form(column.default) === form(slot.sql))
        ) return column.default;
        break;
      }
      case "generated": {
        const generated = named(live.columns, rest.join(" "))?.generated;
        if (!generated) return slot.sql;
        if (form(generated.expression) === form(slot.sql)) return generated.expression;
        break;
      }
      case "check": {
        const whole = wholeRowForm(slot.sql, wanted, searchPath);
        if (whole !== undefined) return sameWholeRow(whole, live.checks, live, searchPath) ?? slot.sql;
        const same = checksLeft.get(form(slot.sql));
        if (same !== undefined) return same;
        if (live.checks.length === 0) return slot.sql;
        break;
      }
      case "index": {
        const index = wanted.indexes[Number(rest[0])];
        const there = index && named(live.indexes, index.name);
        const same = there && textOfPart(there, slot, rest);
        const whole = wholeRowForm(slot.sql, wanted, searchPath);
        if (whole !== undefined) {
          return sameWholeRow(whole, [{ expression: same ?? "" }], live, searchPath) ?? slot.sql;
        }
        if (same !== undefined && form(same) === form(slot.sql)) return same;
        if (!live.indexes.some(hasExpression)) return slot.sql;
        break;
      }
      case "partition": {
        const { partitionBy } = tableExtra(live);
        if (partitionBy === undefined) return slot.sql;
        if (plainForm(partitionBy) === plainForm(slot.sql)) return partitionBy;
        break;
      }
      default: {
        const same = liveExclusions.map((each) => textOfPart(each, slot, rest))
          .find((text) => text !== undefined && form(text) === form(slot.sql));
        if (same !== undefined) return same;
        if (liveExclusions.length === 0) return slot.sql;
      }
    }
    isSettled = false;
    return slot.sql;
  });
  return { model, isSettled: isSettled && !hasOtherClass(wanted, live) };
}

/** True when an operator class is written that the live index or constraint has not: it may be the usual one. */
function hasOtherClass(wanted: Table, live: Table): boolean {
  const written = [...wanted.indexes, ...tableExtra(wanted).exclusions ?? []].filter(hasClass);
  if (written.length === 0) return false;
  const classes = ({ parts }: { readonly parts: readonly IndexPart[] }) =>
    parts.map((part) => partExtra(part).operatorClass ?? "").join();
  const there = new Set([...live.indexes, ...tableExtra(live).exclusions ?? []].map(classes));
  return there.size > 0 && written.some((each) => !there.has(classes(each)));
}

function named<T extends { readonly name: string }>(things: readonly T[], name: string): T | undefined {
  return things.find((each) => each.name === name);
}

/** The live text that is the same expression of the whole row. */
function sameWholeRow(
  form: string,
  texts: readonly { readonly expression: string }[],
  live: Table,
  searchPath: readonly string[],
): string | undefined {
  return texts.find(({ expression }) => wholeRowForm(expression, live, searchPath) === form)?.expression;
}

function textOfPart(
  index: Table["indexes"][number] | Exclusion,
  _slot: Slot,
  rest: readonly string[],
): string | undefined {
  return rest[1] === "where" ? index.where : index.parts[Number(rest[2])]?.expression;
}
