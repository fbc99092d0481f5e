// Every way to a server, behind all walls: a URL, a DSN in Go's form, TLS that verifies the server by its authority and
// its name, TLS that must be and none, a client certificate, a unix socket, an option file, big integers. The plugin runs
// as a process of its own, in the lane with binaries in both of its forms.
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SchemaHeroError } from "../../../core/errors.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { preparePortable } from "../../cli/forms.ts";
import { COMPILED, IS_COMPILED_LANE, PORTABLE } from "../../lane.ts";
import type { TestEngine } from "../engine.ts";
import { makeSo, planOf, type Route } from "../road.ts";
import { byProcess, type Opener } from "../session.ts";
import { MARIADB, MYSQL } from "./engine.ts";

const SPECS = memorySource({
  "specs/walls.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: walls}
spec:
  name: walls
  schema:
    mysql:
      primaryKey: [id]
      columns: [{name: id, type: bigint unsigned}, {name: note, type: varchar(20), default: it's}]
  seedData:
    rows:
      - columns: [{column: id, value: {str: '18446744073709551615'}}, {column: note, value: {str: one}}]
`,
});

if (IS_COMPILED_LANE) Deno.test.beforeAll(preparePortable);

const FORMS: readonly (readonly [form: string, open: Opener])[] = IS_COMPILED_LANE
  ? [["compiled", byProcess(COMPILED)], ["portable", byProcess(PORTABLE)]]
  : [["source", byProcess()]];

/** From source a process takes its time, so the ways that differ most are tried; compiled, all of them. */
const SAMPLED = [
  "Go's form, TLS that must be",
  "Go's form, verified in full",
  "a client certificate",
  "a unix socket",
  "an option file",
];

/** What the server's script tells of ways to it. */
interface Ways {
  /** The path of the certificate authority. */
  readonly ca: string;
  /** The URL with a client certificate and no password. */
  readonly mutual: string;
  readonly socket: string;
}

async function waysTo(variant: string): Promise<Ways> {
  const script = fileURLToPath(new URL(`../../servers/${variant}.sh`, import.meta.url));
  const [tls = "", mutual = "", socket = ""] = await Promise.all(
    ["tls", "mtls", "socket"].map(async (way) => {
      const { stdout } = await new Deno.Command("bash", { args: [script, "url", way] }).output();
      return new TextDecoder().decode(stdout).trim();
    }),
  );
  return { mutual, ca: /ssl-ca=(.*)$/.exec(tls)?.[1] ?? "", socket: /unix\((.*)\)/.exec(socket)?.[1] ?? "" };
}

/** The URIs that must lead to a database, by what is special of them. */
function urisTo(
  uri: string,
  { ca, mutual, socket }: Ways,
  optionFile: string,
): Readonly<Record<string, string>> {
  const { username, password, host, pathname } = new URL(uri);
  const login = `${username}:${password}`;
  return {
    "a URL": uri,
    "Go's form": `${login}@tcp(${host})${pathname}`,
    "Go's form, TLS that must be": `${login}@tcp(${host})${pathname}?tls=skip-verify`,
    "Go's form, verified in full": `${login}@tcp(${host})${pathname}?tls=true&ssl-ca=${
      encodeURIComponent(ca)
    }`,
    "a URL, verified by its authority": `${uri}?ssl-mode=VERIFY_CA&ssl-ca=${ca}`,
    "a URL, verified in full": `${uri}?ssl-mode=VERIFY_IDENTITY&ssl-ca=${ca}`,
    "no TLS": `${uri}?ssl-mode=DISABLED`,
    "no TLS, in Go's form": `${login}@tcp(${host})${pathname}?tls=false`,
    "a client certificate": mutual.replace("/test?", `${pathname}?`),
    "a unix socket": `${login}@unix(${socket})${pathname}`,
    "an option file": `${pathname}?defaults-file=${encodeURIComponent(optionFile)}`,
  };
}

for (const [form, open] of FORMS) {
  for (const engine of [MYSQL, MARIADB]) {
    Deno.test({
      name: `${engine.variant}: plan and apply by every connection, plugin ${form}`,
      sanitizeOps: false,
      sanitizeResources: false,
      fn: (test) => connectBy(engine, open, test),
    });
  }
}

async function connectBy(engine: TestEngine, open: Opener, test: Deno.TestContext): Promise<void> {
  const server = await engine.start(true);
  if (typeof server === "string") {
    await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
    return;
  }
  const folder = await Deno.makeTempDir({ prefix: "schemahero-ways-" });
  try {
    const ways = await waysTo(engine.variant ?? "");
    const first = await server.create("ways");
    const { username, password, hostname, port } = new URL(first.uri);
    const optionFile = join(folder, "my.cnf");
    await Deno.writeTextFile(
      optionFile,
      `[client]\nuser=${username}\npassword="${password}" # hidden\nhost=${hostname}\nport=${port}\n` +
        `ssl-ca=${ways.ca}\nssl-verify-server-cert\n[mysqld]\nuser=nobody\n`,
      { mode: 0o600 },
    );
    const routeBy = (uri: string): Route => ({
      engine: "mysql",
      open,
      uri,
      source: SPECS,
      specPath: "specs",
    });
    for (const [way, uri] of Object.entries(urisTo(first.uri, ways, optionFile))) {
      if (!IS_COMPILED_LANE && !SAMPLED.includes(way)) continue;
      await test.step(way, async () => {
        await first.run("drop table if exists walls");
        assert.equal((await makeSo(routeBy(uri))).statements.length, 2);
        assert.deepEqual(await first.query("select id from walls"), ["18446744073709551615"]);
      });
    }
    const foreignCa = join(folder, "ca.pem");
    await Deno.writeTextFile(foreignCa, OTHER_AUTHORITY);
    await test.step("an authority that did not sign the server's certificate is refused", async () => {
      const uri = `${first.uri}?ssl-mode=VERIFY_CA&ssl-ca=${foreignCa}`;
      await assert.rejects(planOf(routeBy(uri)), (error) => error instanceof SchemaHeroError);
    });
    await test.step("a wrong password is refused as such", async () => {
      const uri = first.uri.replace(`:${password}@`, ":wrong@");
      await assert.rejects(planOf(routeBy(uri)), /Access denied|password/i);
    });
    await first.drop();
  } finally {
    await Deno.remove(folder, { recursive: true });
    await server.close();
  }
}

/** A certificate authority of nobody. */
const OTHER_AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIDBTCCAe2gAwIBAgIUBNfruKYHt86Gd647f47b6gc3B1AwDQYJKoZIhvcNAQEL
BQAwETEPMA0GA1UEAwwGbm9ib2R5MCAXDTI2MTEyOTAxNTUxMloYDzIxMjYxMTA1
MDE1NTEyWjARMQ8wDQYDVQQDDAZub2JvZHkwggEiMA0GCSqGSIb3DQEBAQUAA4IB
DwAwggEKAoIBAQC86pz6cy4rHBu5opKVbBhxFOIk900IHKKy2QFDCeoRFC2w+0Uv
Ie6SZnSFtKyEwMiS+NPe5GrMAqFS+1LO9VQvansAQtdl8TFRyDLTRAX28O/NNbEb
dxRo+3hdjZg0SGtNcWk8fR+mY5c3m3nlySFPgsY3S1S/35Hw7cp5tqWMQSQg0s8q
JUSEMJokIN5E1K8Ruf4cyn7968bFc7uBkbc/DYySJxcpGsValXYecwphsq+srbeJ
MTkuVYErjqU99lSavqIb+9M2zYhZZNx7umNinmKRxajGZh60QbJrCMnt7jHrBdrN
3v81qrRe2tN07uyLwXdYQlc2+TlK3GxoAeptAgMBAAGjUzBRMB0GA1UdDgQWBBTR
ar36gakWAI+FEvd2sjDMUEAWPjAfBgNVHSMEGDAWgBTRar36gakWAI+FEvd2sjDM
UEAWPjAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQAV4jjBJ3Zv
9aOmh4falorNYOG9XRRAvxXYKXBx3WHdUWMMh4wxpF0RS9N2ZhZIFNu7fsD+bqLv
CeYiLNP1WXFvF8DDjW7IQyoJuAGTi2B8++/eIJbw0wHstg3PtCWCW+f5fVss+AWb
Ocs2gVQUith+p7/tF2qCxbzsafzAEiRCrBju7qmeeJwebBHZV0m9SutLuRVSb7+n
Thv7F6aWOfhQyqAVmLH23udWx4JIjyVU7phs3hzWruZcqoxR4PdutyBd6FSkqI1r
wezg9ExUMnF1E13sATDRVKCCQUZNpo+Vg/zBZ/VkApy9w/LTrz5LeUasn5cyZQ4f
5r9ep6FiXYc5
-----END CERTIFICATE-----
`;
