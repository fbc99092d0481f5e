import { strict as assert } from "node:assert";
import { join } from "node:path";
import type { ConnectionBlock, Description } from "../../protocol/describe.ts";
import { SchemaHeroError } from "../errors.ts";
import { Secret } from "../secrets/mod.ts";
import { grantOf, resolveHost } from "./addresses.ts";
import { type ConnectionInput, prepareConnection } from "./connection.ts";

const ANYTHING = { type: "object", additionalProperties: {} } as const;

function description(connection: Partial<ConnectionBlock>): Description {
  return {
    name: "x",
    version: "1",
    engines: [{ name: "x", specKey: "x" }],
    capabilities: [],
    kinds: [],
    hazards: [],
    connection: { options: ANYTHING, uri: [], ...connection },
  };
}

const SERVER = description({
  uri: [{ grammar: "url", schemes: ["x"] }, { grammar: "keywords" }],
  tcp: {
    host: ["uri.host", "uri.query.host", "option.hosts"],
    port: ["uri.port", "option.port"],
    defaultHost: "127.0.0.1",
    defaultPort: 5432,
  },
  socket: ["uri.query.socket"],
  pem: [{ name: "ca", from: ["uri.query.sslrootcert", "option.ca"] }],
});

const FILE = description({
  uri: [{ grammar: "file", schemes: ["file"] }],
  uriFrom: ["uri", "dsn"],
  files: [{
    name: "database",
    from: ["uri.path"],
    access: "read-write",
    sideFiles: ["-wal"],
    notFiles: [":memory:"],
  }],
});

function prepare(plugin: Description, input: Partial<ConnectionInput>) {
  return prepareConnection(plugin, "x", { options: {}, workingDirectory: "/", lockTimeoutMs: 5, ...input });
}

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "schemahero-connection-" }));
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function refused(code: string, work: Promise<unknown>): Promise<SchemaHeroError> {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown);
  assert(error instanceof SchemaHeroError && error.code === code, `expected ${code}, got ${error}`);
  return error;
}

Deno.test("prepareConnection() grants exactly the addresses and ports of a URI", async () => {
  const { params, grants, audit } = await prepare(SERVER, {
    uri: new Secret("x://me:hidden@10.0.0.1,10.0.0.2:6000,[::1]:7000/db"),
  });
  assert.deepEqual(grants, { net: ["10.0.0.1:5432", "10.0.0.2:6000", "[::1]:7000"], read: [], write: [] });
  assert.deepEqual(params.resolved.endpoints[2], { host: "::1", address: "::1", port: 7000 });
  assert.equal(params.uri, "x://me:hidden@10.0.0.1,10.0.0.2:6000,[::1]:7000/db");
  assert.equal(audit, "may connect to 10.0.0.1:5432, 10.0.0.2:6000, [::1]:7000");
});

Deno.test("prepareConnection() resolves names as the system does, /etc/hosts included", async () => {
  const { params, grants, audit } = await prepare(SERVER, { uri: "x://localhost/db" });
  assert(grants.net.length >= 1);
  for (const grant of grants.net) assert(["127.0.0.1:5432", "[::1]:5432"].includes(grant), grant);
  for (const { host } of params.resolved.endpoints) assert.equal(host, "localhost", "the TLS server name");
  assert.match(audit, /^may connect to \S+ \(localhost\)/);
});

Deno.test("prepareConnection() takes hosts and port from options, one port for all", async () => {
  const { grants } = await prepare(SERVER, { options: { hosts: ["10.0.0.1", "10.0.0.2:9"], port: 7 } });
  assert.deepEqual(grants.net, ["10.0.0.1:7", "10.0.0.2:9"]);
});

Deno.test("prepareConnection() falls back to default host and port", async () => {
  assert.deepEqual((await prepare(SERVER, { uri: "x:///db" })).grants.net, ["127.0.0.1:5432"]);
});

Deno.test("prepareConnection() finds the socket in the folder that a connection names", () =>
  inFolder(async (folder) => {
    const named = { ...SERVER, connection: { ...SERVER.connection, socketName: ".s.X.{port}" } };
    const written = [
      [{ uri: `x:///db?host=${folder}` }, ".s.X.5432"],
      [{ uri: `host=${folder} port=7` }, ".s.X.7"],
      [{ options: { hosts: folder, port: 8 } }, ".s.X.8"],
    ] as const;
    for (const [input, name] of written) {
      const { params, grants, sockets, audit } = await prepare(named, input);
      assert.deepEqual(grants, { net: [], read: [join(folder, name)], write: [join(folder, name)] });
      assert.deepEqual(sockets, [join(folder, name)]);
      assert.equal(audit, `may connect to ${join(folder, name)}`);
      assert.deepEqual(params.resolved.files, { socket: join(folder, name) });
    }
  }));

Deno.test("prepareConnection() passes over those of several hosts that cannot be found, unless none is left", () =>
  inFolder(async (folder) => {
    const named = { ...SERVER, connection: { ...SERVER.connection, socketName: ".s.X.{port}" } };
    const nowhere = `${"x".repeat(64)}.invalid`;
    const { params, grants, sockets } = await prepare(named, {
      options: { hosts: [nowhere, `${folder}/none`, folder, "10.0.0.1"], port: "1,2,3,4" },
    });
    const socket = join(folder, ".s.X.3");
    assert.deepEqual(params.resolved.endpoints, [
      { host: "localhost", address: socket, port: 3 },
      { host: "10.0.0.1", address: "10.0.0.1", port: 4 },
    ]);
    assert.deepEqual(grants, { net: ["10.0.0.1:4"], read: [socket], write: [socket] });
    assert.deepEqual(sockets, [socket]);
    await refused("connection.failed", prepare(named, { options: { hosts: [nowhere, `${folder}/none`] } }));
  }));

Deno.test("prepareConnection() goes to the addresses that are written beside the names of hosts", async () => {
  const { tcp } = SERVER.connection;
  const plugin = {
    ...SERVER,
    connection: { ...SERVER.connection, tcp: { ...tcp, address: ["uri.query.at"] } },
  };
  const { params } = await prepare(plugin as typeof SERVER, {
    uri: "x://a.example:7,b.example/db?at=10.0.0.1,10.0.0.2",
  });
  assert.deepEqual(params.resolved.endpoints, [
    { host: "a.example", address: "10.0.0.1", port: 7 },
    { host: "b.example", address: "10.0.0.2", port: 5432 },
  ]);
  await refused(
    "connection.invalid",
    prepare(plugin as typeof SERVER, { uri: "x://a.example/db?at=10.0.0.1,10.0.0.2" }),
  );
});

Deno.test("prepareConnection() grants a unix socket instead of the network", () =>
  inFolder(async (folder) => {
    const socket = join(folder, "my.sock");
    for (const uri of [`x:///db?host=${socket}`, `x:///db?socket=${socket}`]) {
      const { params, grants } = await prepare(SERVER, { uri });
      assert.deepEqual(grants, { net: [], read: [socket], write: [socket] });
      assert.deepEqual(params.resolved.files, { socket });
    }
  }));

Deno.test("prepareConnection() reads PEM files so that the plugin need not", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "ca.pem"), "-----BEGIN CERTIFICATE-----\n");
    const input = { uri: "x://10.0.0.1/db?sslrootcert=ca.pem", workingDirectory: folder };
    const { params, grants } = await prepare(SERVER, input);
    assert.deepEqual(params.resolved.pem, { ca: "-----BEGIN CERTIFICATE-----\n" });
    assert.deepEqual(grants.read, []);
    const inline = await prepare(SERVER, {
      uri: "x://10.0.0.1",
      options: { ca: "-----BEGIN CERTIFICATE-----x" },
    });
    assert.deepEqual(inline.params.resolved.pem, { ca: "-----BEGIN CERTIFICATE-----x" });
    const error = await refused("connection.invalid", prepare(SERVER, { ...input, workingDirectory: "/" }));
    assert.match(error.message, /^The ca file \/ca\.pem does not exist$/);
  }));

Deno.test("prepareConnection() looks into the user's files of services and passwords", async () => {
  await inFolder(async (home) => {
    await Deno.writeTextFile(join(home, ".pgpass"), "10.0.0.9:5432:app:me:hidden\n", { mode: 0o600 });
    await Deno.writeTextFile(
      join(home, ".pg_service.conf"),
      "[one]\nhosts=10.0.0.8\nport=6000\ndbname=other\n",
    );
    const around = { environment: () => undefined, home };
    const plugin = description({ ...SERVER.connection, userFiles: ["pgpass", "pg-service"] });
    const input = { options: {}, workingDirectory: "/", lockTimeoutMs: 5 };
    const found = async (uri: string, by: Description = plugin) => {
      const { params, grants } = await prepareConnection(by, "x", { ...input, uri }, around);
      return { options: params.options, net: grants.net };
    };
    const at = "10.0.0.9:5432";
    assert.deepEqual(await found("x://me@10.0.0.9/app"), { options: { password: "hidden" }, net: [at] });
    assert.deepEqual(await found("x://me:own@10.0.0.9/app"), { options: {}, net: [at] });
    assert.deepEqual(await found("x://me@10.0.0.9/other"), { options: {}, net: [at] });
    assert.deepEqual(await found("x://me@10.0.0.9/app", SERVER), { options: {}, net: [at] });
    assert.deepEqual(await found("service=one dbname=app"), {
      options: { hosts: "10.0.0.8", port: "6000" },
      net: ["10.0.0.8:6000"],
    });
    await refused("connection.invalid", found("service=two"));
    const { params } = await prepareConnection(
      plugin,
      "x",
      { ...input, uri: "x://me@10.0.0.8:6000,10.0.0.9/app" },
      around,
    );
    assert.deepEqual(params.options, {});
    assert.deepEqual(params.resolved.endpoints, [
      { host: "10.0.0.8", address: "10.0.0.8", port: 6000 },
      { host: "10.0.0.9", address: "10.0.0.9", port: 5432, password: "hidden" },
    ]);
  });
});

Deno.test("prepareConnection() fills in what is not written from option files", async () => {
  await inFolder(async (home) => {
    await Deno.writeTextFile(
      join(home, ".my.cnf"),
      "[client]\nuser=me\npassword=hidden\nhost=10.0.0.8\nport=6000\nskip-tls\n[server]\nuser=no\n",
      { mode: 0o600 },
    );
    const around = { environment: () => undefined, home };
    const place = ["uri.host", "option.hosts"];
    const plugin = description({
      ...SERVER.connection,
      optionFiles: {
        groups: ["client"],
        named: ["option.file"],
        options: [
          { names: ["password"], option: "password", unless: ["uri.password", "option.password"] },
          { names: ["host"], option: "hosts", unless: place },
          { names: ["port"], option: "port", unless: ["uri.port", "option.port"] },
          { names: ["skip-tls"], option: "dbname", value: "plain", unless: ["uri.path"] },
        ],
      },
    });
    const input = { options: {}, workingDirectory: "/", lockTimeoutMs: 5 };
    const found = async (uri: string) => {
      const { params, grants } = await prepareConnection(plugin, "x", { ...input, uri }, around);
      return { options: params.options, net: grants.net };
    };
    assert.deepEqual(await found("x://me@10.0.0.9:7000/app"), {
      options: { password: "hidden" },
      net: ["10.0.0.9:7000"],
    });
    assert.deepEqual(await found("x://me:own@10.0.0.9"), {
      options: { port: "6000", dbname: "plain" },
      net: ["10.0.0.9:6000"],
    });
    const { params, grants } = await prepareConnection(plugin, "x", input, around);
    assert.deepEqual(params.options, {
      password: "hidden",
      hosts: "10.0.0.8",
      port: "6000",
      dbname: "plain",
    });
    assert.deepEqual(grants.net, ["10.0.0.8:6000"]);
  });
});

Deno.test("prepareConnection() makes file paths absolute and real, with their side files", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "real"));
    await Deno.symlink("real", join(folder, "linked"));
    await Deno.writeTextFile(join(folder, "real", "a.db"), "");
    await Deno.symlink("a.db", join(folder, "real", "alias.db"));
    await Deno.symlink("absent.db", join(folder, "real", "dangling.db"));
    const at = (name: string) => [join(folder, "real", name), join(folder, "real", `${name}-wal`)];
    for (
      const [written, name] of [["linked/a.db", "a.db"], ["real/alias.db", "a.db"], [
        "linked/new.db",
        "new.db",
      ], [
        "real/dangling.db",
        "absent.db",
      ], [`file:${folder}/real/../linked/a.db?mode=ro`, "a.db"]] as const
    ) {
      const { params, grants } = await prepare(FILE, { uri: written, workingDirectory: folder });
      assert.deepEqual(grants, { net: [], read: at(name), write: at(name) }, written);
      assert.deepEqual(params.resolved.files, { database: at(name)[0] });
    }
  }));

Deno.test("prepareConnection() grants nothing for a value that names no file", async () => {
  const { params, grants, audit } = await prepare(FILE, { options: { dsn: ":memory:" } });
  assert.deepEqual(grants, { net: [], read: [], write: [] });
  assert.deepEqual(params.resolved.files, { database: ":memory:" });
  assert.equal(params.uri, ":memory:");
  assert.deepEqual(params.options, {});
  assert.equal(audit, "may touch nothing");
});

Deno.test("prepareConnection() refuses folders, missing folders and links in a circle", () =>
  inFolder(async (folder) => {
    await Deno.symlink("loop.db", join(folder, "loop.db"));
    const fails = (uri: string) =>
      refused("connection.invalid", prepare(FILE, { uri, workingDirectory: folder }));
    assert.match((await fails(".")).message, /is a folder, not a file$/);
    const missing = await fails("none/x.db");
    assert.match(missing.message, /^The folder of .*\/none\/x\.db does not exist$/);
    assert.match(missing.hint ?? "", /^Make it first: mkdir -p .*\/none$/);
    assert.match((await fails("loop.db")).message, /leads in a circle$/);
  }));

Deno.test("prepareConnection() checks options by the plugin's schema and reveals secrets to it alone", async () => {
  const plugin = description({
    options: {
      type: "object",
      properties: { username: { type: "string" }, password: { type: "string" } },
      additionalProperties: false,
    },
  });
  const { params, audit } = await prepare(plugin, { options: { password: new Secret("hidden") } });
  assert.deepEqual(params.options, { password: "hidden" });
  assert(!audit.includes("hidden"));
  const error = await refused(
    "connection.invalid",
    prepare(plugin, { options: { pasword: new Secret("hidden") } }),
  );
  assert.match(error.hint ?? "", /^Did you mean "password"\?$/);
  assert(!error.message.includes("hidden"));
});

Deno.test("prepareConnection() refuses what is given twice, bad ports and a socket where there is none", async () => {
  const twice = await refused("connection.invalid", prepare(FILE, { uri: "a.db", options: { dsn: "b.db" } }));
  assert.match(twice.message, /given twice: as URI and as option dsn$/);
  for (const port of [0, 65536, "12x", "-1", 1.5]) {
    await refused("connection.invalid", prepare(SERVER, { options: { hosts: "10.0.0.1", port } }));
  }
  const { socket: _none, ...block } = SERVER.connection;
  await refused("connection.invalid", prepare(description(block), { uri: "x:///db?host=/run/x" }));
});

Deno.test("resolveHost() gives addresses back as they are and names the host that has none", async () => {
  assert.deepEqual(await resolveHost("10.1.2.3"), ["10.1.2.3"]);
  assert.deepEqual(await resolveHost("::1"), ["::1"]);
  const error = await refused("connection.failed", resolveHost("no-such-host.invalid"));
  assert.match(error.message, /^The host "no-such-host\.invalid" cannot be resolved/);
});

Deno.test("grantOf() puts IPv6 addresses in brackets", () => {
  assert.equal(grantOf("10.0.0.1", 1), "10.0.0.1:1");
  assert.equal(grantOf("fe80::1", 2), "[fe80::1]:2");
});
