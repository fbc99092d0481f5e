// Every way to a server, behind all walls: TCP with a password, TLS that verifies the server, a client certificate, a
// unix socket, a service with a file of passwords. The plugin runs as a process of its own, in the lane with binaries in both of its forms.
import assert from "node:assert/strict";
import { join } from "node:path";
import { Secret } from "../../../core/secrets/mod.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { preparePortable } from "../../cli/forms.ts";
import { COMPILED, IS_COMPILED_LANE, PORTABLE } from "../../lane.ts";
import { makeSo, planOf, type Route } from "../road.ts";
import { byProcess, type Opener } from "../session.ts";
import { connectionUrls, POSTGRES } from "./engine.ts";

const SPECS = memorySource({
  "specs/walls.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: walls}
spec:
  name: walls
  schema:
    postgres:
      primaryKey: [id]
      columns: [{name: id, type: integer}, {name: note, type: text, default: it's}]
`,
});

if (IS_COMPILED_LANE) Deno.test.beforeAll(preparePortable);

/** What the core is told beside its own environment, which other tests of this process have, too. */
const variables = new Map<string, string>();
const surroundings = { environment: (name: string) => variables.get(name) ?? Deno.env.get(name) };

const FORMS: readonly (readonly [form: string, open: Opener])[] = IS_COMPILED_LANE
  ? [["compiled", byProcess(COMPILED, surroundings)], ["portable", byProcess(PORTABLE, surroundings)]]
  : [["source", byProcess(undefined, surroundings)]];

async function generated({ open, uri }: Route): Promise<readonly string[]> {
  const session = await open({ engine: "postgres", uri: new Secret(uri), options: {}, seedData: false });
  try {
    const names: string[] = [];
    await session.client.request("generate", { schemas: ["public"] }, {
      onItem: ({ name }) => void names.push(name),
    });
    return names;
  } finally {
    await session.close();
  }
}

/**
 * The two files of libpq's, which the core reads. A service may hold words that mean nothing to us. Of its two hosts each
 * has a password of its own; nobody listens at the first.
 */
const SERVICE = ["a service and a file of passwords", (uri: string) => {
  const { hostname, port, username, password, pathname } = new URL(uri);
  const folder = Deno.makeTempDirSync({ prefix: "schemahero-service-" });
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  const place = `host=localhost,${hostname}\nport=1,${port}\nuser=${username}\ndbname=${pathname.slice(1)}\n`;
  Deno.writeTextFileSync(
    join(folder, "services"),
    `[other]\nhost=nowhere\n[walls]\n${place}keepalives_idle=60\n`,
  );
  const line = `${hostname}:${port}:${pathname.slice(1)}:${username}:${password}\n`;
  Deno.writeTextFileSync(join(folder, "passwords"), `localhost:1:*:*:wrong\n${line}`, { mode: 0o600 });
  variables.set("PGSERVICEFILE", join(folder, "services"));
  variables.set("PGPASSFILE", join(folder, "passwords"));
  return "service=walls";
}] as const;

/** The authorities of the system, which here is that of the test's own server. */
async function bySystem(): Promise<readonly [string, (uri: string) => string]> {
  const [, urlOf] = (await connectionUrls()).find(([way]) => way.startsWith("TLS")) ?? [];
  return ["TLS, verified by the system's authorities", (uri) => {
    const url = new URL(urlOf?.(uri) ?? "");
    variables.set("SSL_CERT_FILE", url.searchParams.get("sslrootcert") ?? "");
    url.searchParams.delete("sslmode");
    url.searchParams.set("sslrootcert", "system");
    return url.href;
  }];
}

for (const [form, open] of FORMS) {
  Deno.test({
    name: `postgres: plan, apply and generate by every connection, plugin ${form}`,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn(test) {
      const server = await POSTGRES.start();
      if (typeof server === "string") {
        await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
        return;
      }
      try {
        for (const [way, urlOf] of [...await connectionUrls(), SERVICE, await bySystem()]) {
          await test.step(way, async () => {
            const database = await server.create(way);
            const route: Route = {
              engine: "postgres",
              open,
              uri: urlOf(database.uri),
              source: SPECS,
              specPath: "specs",
            };
            assert.equal((await makeSo(route)).statements.length, 1);
            assert.equal((await planOf(route)).statements.length, 0);
            assert.deepEqual(await generated(route), ["walls"]);
            await database.drop();
          });
        }
      } finally {
        await server.close();
      }
    },
  });
}
