// What the tests of rqlite's connections have in common: a node or a cluster, a table with rows, and questions to a node.
import assert from "node:assert/strict";
import { SchemaHeroError } from "../../../core/errors.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import plugin from "../../../plugins/rqlite/plugin.ts";
import { PluginError } from "../../../protocol/errors.ts";
import type { Route } from "../road.ts";
import { inProcess, type Opener } from "../session.ts";
import { makeFolder } from "../sqlite/engine.ts";
import { type Node, startNode } from "./node.ts";

/** Runs `work` with a node, or says why not. */
export async function withNode(
  test: Deno.TestContext,
  env: Readonly<Record<string, string>>,
  work: (node: Node) => Promise<void>,
): Promise<void> {
  const folder = makeFolder(false);
  try {
    const node = await startNode(folder, env);
    if (typeof node === "string") {
      await test.step({ name: `SKIPPED: ${node}`, ignore: true, fn: () => {} });
      return;
    }
    try {
      await work(node);
    } finally {
      await node.release();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const ROWS = [1, 2, 3];

/** A table `t`, with rows that another column is added to. */
export function specs(columns: readonly string[], options = ""): Route["source"] {
  const body = `{primaryKey: [id], columns: [${
    columns.map((name) => `{name: ${name}, type: ${name === "id" ? "integer" : "text"}}`).join(", ")
  }]${options}}`;
  const rows = ROWS.map((id) => `{columns: [{column: id, value: {int: ${id}}}]}`).join(", ");
  return memorySource({
    "specs/t.yaml": `name: t\nschema: {rqlite: ${body}}\nseedData: {rows: [${rows}]}\n`,
  });
}

const IN_PROCESS = inProcess(plugin);

/** The road to those rows, by a plugin in this process unless told otherwise. */
export function route(uri: string, source = specs(["id", "a"]), open: Opener = IN_PROCESS): Route {
  return { engine: "rqlite", open, uri, specPath: "specs", ...(source && { source }) };
}

/** What went wrong, which something must. */
export async function errorOf(work: Promise<unknown>): Promise<PluginError | SchemaHeroError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PluginError || error instanceof SchemaHeroError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "It did not fail" });
}

/** The rows of a query, asked of a node without the plugin. */
export async function query(url: string, sql: string): Promise<unknown> {
  const answer = await fetch(`${url}/db/query?level=strong`, { method: "POST", body: JSON.stringify([sql]) });
  return (await answer.json()).results[0].values;
}

/** Writes, past the plugin. */
export async function execute(url: string, ...sqls: readonly string[]): Promise<void> {
  const answer = await fetch(`${url}/db/execute`, { method: "POST", body: JSON.stringify(sqls) });
  const text = await answer.text();
  assert.ok(answer.ok && !text.includes('"error"'), text);
}

/** The index of the leader among the nodes. */
export async function leaderOf({ urls }: Node, alive: readonly number[]): Promise<number> {
  for (let count = 0; count < 100; count++) {
    for (const index of alive) {
      const answer = await fetch(`${urls[index]}/nodes`).catch(() => undefined);
      const nodes: Record<string, { leader: boolean; reachable: boolean }> = await answer?.json() ?? {};
      const leader = Object.entries(nodes).find(([, each]) => each.leader && each.reachable);
      if (leader) return Number(leader[0]) - 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("No leader within 10 s");
}
