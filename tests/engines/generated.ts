// Law (d): what `generate` writes plans to nothing on the database it came from, names what it cannot express, and
// builds an equal database where it can express everything.
import { SchemaHeroError } from "../../core/errors.ts";
import { memorySource } from "../../core/specs/memory_source.ts";
import type { Output } from "../../protocol/methods.ts";
import type { Judgement, TestDatabase } from "./engine.ts";
import { LawError, requireSame } from "./law_error.ts";
import { type Court, schemaLines } from "./laws.ts";
import { makeSo, planOf, type Route } from "./road.ts";
import { Secret } from "../../core/secrets/mod.ts";

const LAW = "What generate writes plans to nothing";

/**
 * Checks the law on a database; gives what generate says it cannot express. `withoutBuild`: nothing is built of it.
 * @throws {LawError}
 */
export async function checkGenerated(
  route: Route,
  schema: Judgement,
  court: Court,
  database: TestDatabase,
  withoutBuild = false,
): Promise<readonly string[]> {
  const items = await generate(route, await court.engine.schemasOf?.(route.uri) ?? []);
  if (!items) return [];
  const files = Object.fromEntries(items.flatMap((item, index) => {
    if (item.body === undefined) return [];
    const document = {
      apiVersion: "schemas.schemahero.io/v1alpha4",
      kind: item.kind,
      metadata: { name: `object-${index}` },
      // As core/generate writes them: an extension has its body directly in the spec.
      spec: {
        name: item.name,
        ...(item.kind === "DatabaseExtension"
          ? { [route.engine]: item.body }
          : { schema: { [route.engine]: item.body } }),
      },
    };
    return [[`generated/${index}.yaml`, JSON.stringify(document)]];
  }));
  const unexpressed = items.flatMap((item) => {
    if (item.body === undefined && item.unexpressed.length === 0) {
      throw new LawError(LAW, `${item.kind} ${item.name} has no document, and nothing says why`);
    }
    return item.unexpressed.map((what) => `${item.kind} ${item.name}: ${what}`);
  });
  if (Object.keys(files).length === 0) return unexpressed;
  const own: Route = { ...route, source: memorySource(files), specPath: "generated", seedData: false };
  try {
    requireSame(LAW, [], (await planOf(own)).statements.map(({ sql, change }) => `${change}: ${sql}`));
  } catch (error) {
    if (!(error instanceof SchemaHeroError)) throw error;
    throw new LawError(
      LAW,
      `${error.message}\n${error.detail ?? ""}\n${JSON.stringify(items, undefined, 1)}`,
      error,
    );
  }
  // What is broken on the database it came from cannot be built anew.
  if (!withoutBuild && unexpressed.length === 0 && schema.complaints.length === 0) {
    const fresh = await court.server.create(`generated-${crypto.randomUUID()}`, database);
    await makeSo({ ...own, open: court.build, uri: fresh.uri });
    await fresh.run("");
    requireSame(
      "What generate writes builds an equal database",
      schemaLines(schema.objects),
      schemaLines((await fresh.judge()).objects),
    );
    await fresh.drop();
  }
  return unexpressed;
}

async function generate(
  route: Route,
  schemas: readonly string[],
): Promise<readonly Output<"generate">[] | undefined> {
  const session = await route.open({
    engine: route.engine,
    uri: new Secret(route.uri, { isStruckOut: false }),
    options: {},
    seedData: false,
  });
  try {
    if (!session.description.capabilities.includes("generate")) return undefined;
    const items: Output<"generate">[] = [];
    await session.client.request("generate", { schemas }, { onItem: (item) => void items.push(item) });
    return items;
  } finally {
    await session.close();
  }
}
