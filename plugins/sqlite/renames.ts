// Finds the renames of tables and columns that specs ask for, and keeps what everything is called now.
import { findRenames } from "../kit/previous_names.ts";
import type { Change } from "../kit/model.ts";
import { foldAscii } from "../kit/quote.ts";
import { type LiveNames, liveNames } from "./counts.ts";
import type { Report } from "./desired.ts";
import type { Catalog } from "./inspect.ts";
import type { TableRequest } from "./requests.ts";

/** All renames of a plan: tables first, then columns by their tables' new names. */
export interface PlannedRenames {
  readonly changes: readonly (Change & { readonly type: "rename-table" | "rename-column" })[];
  readonly names: LiveNames;
  readonly hasErrors: boolean;
}

/** Finds the renames. Old names that two specs claim are reported as errors. */
export function findAllRenames(
  live: Catalog,
  requests: readonly TableRequest[],
  report: Report,
): PlannedRenames {
  const changes: (Change & { readonly type: "rename-table" | "rename-column" })[] = [];
  let hasErrors = false;
  const conflict = (what: string, previous: string, claimants: readonly string[], spec?: number) => {
    hasErrors = true;
    report({
      severity: "error",
      code: "previous-name-claimed-twice",
      message: `${what} ${previous} is a previous name of ${claimants.join(" and ")}`,
      ...(spec !== undefined && { spec, path: [] }),
    });
  };
  const wanted = requests.map(({ spec, body }) => ({
    name: spec.name,
    previousNames: body?.isDeleted ? [] : body?.previousNames ?? [],
  }));
  const tables = [...live.tables.values()].filter((table) => !table.isShadow);
  const isVirtual = (name: string) => live.tables.get(foldAscii(name))?.isVirtual ?? false;
  const virtualNames = new Set(
    requests.flatMap(({ spec, body }) => body?.virtual ? [foldAscii(spec.name)] : []),
  );
  const renamed = findRenames(wanted, tables.map((table) => table.name), foldAscii);
  renamed.conflicts.forEach(({ previous, claimants }) => conflict("Table", previous, claimants));
  const tableRenames = new Map<string, string>();
  for (const { from, to } of renamed.renames) {
    if (isVirtual(from) !== virtualNames.has(foldAscii(to))) continue; // it cannot become the other kind
    tableRenames.set(foldAscii(to), from);
    changes.push({ type: "rename-table", table: to, from });
  }
  const columnRenames = new Map<string, ReadonlyMap<string, string>>();
  for (const { spec, body } of requests) {
    if (!body?.columns?.some(({ previousNames }) => previousNames) || body.isDeleted) continue;
    const found = live.tables.get(foldAscii(tableRenames.get(foldAscii(spec.name)) ?? spec.name));
    if (!found || found.isVirtual) continue;
    const table = found.model;
    const columns = findRenames(body.columns ?? [], table.columns.map((column) => column.name), foldAscii);
    columns.conflicts.forEach(({ previous, claimants }) =>
      conflict(`Column ${spec.name}.`, previous, claimants, spec.index)
    );
    const name = tableRenames.has(foldAscii(spec.name)) ? spec.name : table.name;
    for (const { from, to } of columns.renames) {
      changes.push({ type: "rename-column", table: name, from, to });
    }
    columnRenames.set(
      foldAscii(spec.name),
      new Map(columns.renames.map(({ from, to }) => [foldAscii(to), from])),
    );
  }
  return { changes, names: liveNames(live, tableRenames, columnRenames), hasErrors };
}
