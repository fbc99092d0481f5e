// Reads the documents that `generate` wrote, edits them as a person would, and writes them to another folder.
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Edit } from "./apps.ts";

type Body = Record<string, unknown> & {
  columns?: (Record<string, unknown> & { name: string; type: string })[];
  indexes?: { name?: string; columns: unknown[] }[];
  checks?: { expression: string }[];
};

/** Writes the documents of `from`, with the edits, to `to`. @throws {Error} when an edit finds nothing to edit */
export async function editDocuments(
  from: string,
  to: string,
  engine: string,
  edits: readonly Edit[],
): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  const left = new Set(edits);
  for await (const { name } of Deno.readDir(from)) {
    const document = parse(await Deno.readTextFile(join(from, name)));
    for (const change of edits) {
      if (document.kind !== "Table" || document.spec.name !== change.table) continue;
      edit(document.spec.schema[engine], change);
      left.delete(change);
    }
    await Deno.writeTextFile(join(to, name), stringify(document));
  }
  if (left.size > 0) throw new Error(`No document was found for ${JSON.stringify([...left])}`);
}

function edit(body: Body, change: Edit): void {
  const columns = body.columns ??= [];
  const find = (wanted: string) => {
    const column = columns.find(({ name }) => name === wanted);
    if (!column) throw new Error(`${change.table} has no column ${wanted}`);
    return column;
  };
  switch (change.type) {
    case "add-column":
      columns.push({ name: "", type: "", ...change.column });
      break;
    case "rename-column": {
      const column = find(change.from);
      column.name = change.to;
      column["previousNames"] = [change.from];
      renameIn(body, change.from, change.to);
      break;
    }
    case "change-type":
      find(change.column).type = change.to;
      break;
    case "add-index":
      (body.indexes ??= []).push({ name: change.name, columns: [...change.columns] });
  }
}

/** The name where other parts of the table have it. */
function renameIn(body: Body, from: string, to: string): void {
  for (const { columns } of body.indexes ?? []) {
    columns.forEach((column, at) => column === from && columns.splice(at, 1, to));
  }
  for (const { expression } of body.checks ?? []) {
    if (expression.includes(from)) throw new Error(`The renamed column ${from} stands in a check`);
  }
}
