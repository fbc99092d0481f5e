import assert from "node:assert/strict";
import type { PlanInput, PlanPart } from "../../../protocol/plan.ts";
import { check } from "../../../protocol/schema.ts";
import { describe } from "../describe.ts";
import { planChanges } from "../plan.ts";
import { KINDS } from "./mod.ts";
import { NO_SERVER } from "../server.ts";
import { isPunctuation, tokenize } from "../tokens.ts";

interface Base {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const GRANTS = [{ to: "reader", privileges: ["usage"], grantOption: true }];

/** Documents of the kinds in this folder that have texts in every place. */
const BASES: readonly Base[] = [
  {
    kind: "DataType",
    body: { schema: "app", enum: ["a", { value: "b", previousNames: ["c"] }], comment: "x", grants: GRANTS },
  },
  {
    kind: "DataType",
    body: {
      domain: {
        type: "text",
        default: "x",
        collation: "C",
        checks: [{ name: "n", expression: "value <> ''", comment: "y", notValid: true }],
      },
      previousNames: ["old"],
    },
  },
  { kind: "DataType", body: { fields: [{ name: "a", type: "text", collation: "C", comment: "z" }] } },
  {
    kind: "Sequence",
    body: {
      type: "integer",
      start: "1",
      increment: "1",
      minimum: "1",
      maximum: "9",
      cache: "1",
      ownedBy: "t.a",
      comment: "x",
      grants: GRANTS,
    },
  },
  { kind: "Schema", body: { owner: "me", comment: "x", grants: GRANTS } },
  {
    kind: "Table",
    body: {
      schema: "app",
      columns: [{ name: "a", type: "integer", identity: "always", sequence: { start: "1" } }, {
        name: "b",
        type: "text",
      }],
      policies: [{ name: "p", to: ["r"], using: "a > 0", withCheck: "a > 1", comment: "x" }],
      rowLevelSecurity: { enabled: true },
      grants: [{ to: "r", privileges: ["select"], columns: ["a"] }],
      partitionBy: {
        method: "range",
        columns: [{ name: "a", operatorClass: "int4_ops" }, { expression: "lower(b)", collation: "C" }],
      },
      partitions: [
        { name: "x", schema: "app", from: ["1", "a"], to: ["2", "b"], comment: "c" },
        {
          name: "y",
          isDefault: true,
          partitionBy: { method: "list", columns: ["b"] },
          partitions: [{ name: "z", in: ["1"] }],
        },
      ],
    },
  },
];

const HOSTILE = [
  "x'; drop table canary; --",
  'x"; drop table canary; --',
  "x); drop table canary; --",
  "$$; drop table canary; $$",
  "\\'; drop table canary; --",
  "x /* ",
  "x -- ",
  "1; drop table canary",
  "nul\0",
  "x'||(select 1)||'",
  "",
  "é".repeat(80),
  'a"b.c"d',
];

type Path = readonly (string | number)[];

function textPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    textPaths(each, [...path, Array.isArray(value) ? Number(key) : key])
  );
}

function replaced(value: unknown, path: Path, text: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  if (Array.isArray(value)) return value.map((each, at) => at === key ? replaced(each, rest, text) : each);
  const map = value as Record<string, unknown>; // textPaths() went through it
  return { ...map, [key]: replaced(map[key], rest, text) };
}

async function plan(kind: string, name: string, body: unknown): Promise<PlanPart[]> {
  async function* input(): AsyncGenerator<PlanInput> {
    const spec = { index: 0, kind, name, hasRows: false, body: body as Record<string, unknown> }; // checked before
    yield await Promise.resolve({ type: "spec", spec });
    yield { type: "specs-end" };
  }
  const parts: PlanPart[] = [];
  const context = {
    signal: new AbortController().signal,
    log: () => {},
    progress: () => {},
  };
  const server = { ...NO_SERVER, kinds: KINDS, defaultSchema: "public", searchPath: ["public"] };
  await planChanges({ server }, { seedData: false }, input(), (part) => void parts.push(part), context);
  return parts;
}

function requireOneStatement(sql: string): void {
  const tokens = tokenize(sql);
  assert.ok(!sql.includes("\0"), `NUL in ${sql}`);
  assert.ok(tokens.every(({ kind }) => kind !== "open"), `Not closed: ${sql}`);
  assert.ok(!tokens.some((each) => isPunctuation(each, ";")), `Two statements: ${sql}`);
}

Deno.test("planChanges() makes one statement of each when documents are hostile", async () => {
  const bodies = new Map(describe("").kinds.map(({ kind, body }) => [kind, body]));
  let plannedCount = 0;
  let refusedCount = 0;
  for (const { kind, body } of BASES) {
    const own = await plan(kind, "t", body);
    assert.deepEqual(own.filter(({ type }) => type === "diagnostic"), [], JSON.stringify(body));
    const fields = [undefined, ...textPaths(body)];
    for (const path of fields) {
      for (const text of HOSTILE) {
        const changed = path ? replaced(body, path, text) : body;
        const { issues } = check(bodies.get(kind) ?? {}, changed, { unknownKeys: "report" });
        if (issues.length > 0) continue; // the core refuses it
        const parts = await plan(kind, path ? "t" : text, changed);
        const isRefused = parts.some((part) =>
          part.type === "diagnostic" && part.diagnostic.severity === "error"
        );
        if (isRefused) refusedCount++;
        else plannedCount++;
        for (const part of parts) {
          if (part.type === "statement") requireOneStatement(part.statement.sql);
        }
      }
    }
  }
  assert.ok(plannedCount > 300 && refusedCount > 200, `${plannedCount} planned, ${refusedCount} refused`);
});
