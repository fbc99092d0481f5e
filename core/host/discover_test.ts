import { strict as assert } from "node:assert";
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { discover, mistakenNames, searchPlaces } from "./discover.ts";
import type { HostSettings } from "./settings.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "schemahero-discover-" }));
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Makes empty files; what they hold does not matter to discovery. */
async function touch(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeTextFile(path, "");
  }
}

function settings(variables: Record<string, string>, more: Partial<HostSettings> = {}): HostSettings {
  return { environment: (name) => variables[name], pluginDirs: [], ...more };
}

async function fails(code: string, work: () => unknown): Promise<SchemaHeroError> {
  const error = await Promise.try(work).then(() => undefined, (thrown: unknown) => thrown);
  assert(error instanceof SchemaHeroError && error.code === code, `expected ${code}, got ${error}`);
  return error;
}

Deno.test("discover() goes from explicit to implicit and marks what is shadowed", () =>
  inFolder(async (folder) => {
    const at = (place: string) => join(folder, place, "schemahero-one");
    const source = join(folder, "tree", "plugins", "one");
    await touch(at("first"), at("second"), at("env-a"), at("env-b"), at("home/.schemahero/plugins"));
    await touch(...["main.ts", "plugin.ts", "permissions.json"].map((name) => join(source, name)));
    const found = discover(settings(
      { SCHEMAHERO_PLUGIN_PATH: `${join(folder, "env-a")}:${join(folder, "env-b")}` },
      {
        pluginDirs: [join(folder, "first"), join(folder, "second")],
        home: join(folder, "home"),
        sourceRoot: join(folder, "tree"),
      },
    ));
    assert.deepEqual(found.filter(({ path }) => path.startsWith(folder)), [
      { form: "executable", name: "one", path: at("first"), origin: "plugin-dir" },
      { form: "executable", name: "one", path: at("second"), origin: "plugin-dir", shadowedBy: at("first") },
      { form: "executable", name: "one", path: at("env-a"), origin: "environment", shadowedBy: at("first") },
      { form: "executable", name: "one", path: at("env-b"), origin: "environment", shadowedBy: at("first") },
      {
        form: "executable",
        name: "one",
        path: at("home/.schemahero/plugins"),
        origin: "home",
        shadowedBy: at("first"),
      },
      { form: "source", name: "one", path: source, origin: "source", shadowedBy: at("first") },
    ]);
  }));

Deno.test("searchPlaces() names the documented directories in order", () => {
  const places = searchPlaces(settings({ SCHEMAHERO_PLUGIN_PATH: "/opt/a:/opt/b" }, {
    pluginDirs: ["/mine"],
    home: "/home/me",
  }));
  assert.deepEqual(places.map(({ path }) => path), [
    "/mine",
    "/opt/a",
    "/opt/b",
    "/home/me/.schemahero/plugins",
    "/usr/local/lib/schemahero/plugins",
    "/var/lib/schemahero/plugins",
  ]);
});

Deno.test("discover() never searches the working directory", () =>
  inFolder(async (folder) => {
    await touch(
      join(folder, "schemahero-planted"),
      join(folder, "plugins", "schemahero-planted"),
      join(folder, "plugins", "bin", "schemahero-planted"),
    );
    const before = Deno.cwd();
    Deno.chdir(folder);
    try {
      const logged: string[] = [];
      // An empty entry and a dot mean the working directory in PATH; here they mean nothing.
      const found = discover(settings({ SCHEMAHERO_PLUGIN_PATH: `:.:plugins:${folder}/none:` }, {
        home: ".",
        log: (level, message) => void logged.push(`${level}: ${message}`),
      }));
      assert.deepEqual(found.filter(({ name }) => name === "planted"), []);
      assert.deepEqual(logged, [
        'warning: SCHEMAHERO_PLUGIN_PATH: "." is not absolute and is not searched',
        'warning: SCHEMAHERO_PLUGIN_PATH: "plugins" is not absolute and is not searched',
      ]);
      const named = discover(settings({}, { pluginDirs: ["."] }));
      assert.equal(named.filter(({ name }) => name === "planted").length, 1, "unless it is named");
    } finally {
      Deno.chdir(before);
    }
  }));

Deno.test("discover() takes files by their names, an executable before a portable plugin", () =>
  inFolder(async (folder) => {
    const names = [
      "schemahero-b.js",
      "schemahero-b",
      "schemahero-a.js",
      "schemahero-c.txt",
      "schemahero-c.tar.gz",
    ];
    await touch(
      ...[...names, "schemahero-", "schemahero", "other", ".schemahero-d"].map((name) => join(folder, name)),
    );
    await Deno.mkdir(join(folder, "schemahero-folder"));
    const found = discover(settings({}, { pluginDirs: [folder] }));
    assert.deepEqual(
      found.filter(({ path }) => path.startsWith(folder)).map(({ name, form, shadowedBy }) => ({
        name,
        form,
        shadowedBy,
      })),
      [
        { name: "a", form: "portable", shadowedBy: undefined },
        { name: "b", form: "executable", shadowedBy: undefined },
        { name: "b", form: "portable", shadowedBy: join(folder, "schemahero-b") },
      ],
    );
  }));

Deno.test("discover() takes an explicit path alone, whatever it is called", () =>
  inFolder(async (folder) => {
    const path = join(folder, "my engine.js");
    await touch(path, join(folder, "schemahero-other"));
    const found = discover(settings({}, { explicit: path, pluginDirs: [folder] }));
    assert.deepEqual(found, [{ form: "portable", name: "my engine", path, origin: "explicit" }]);
  }));

Deno.test("discover() refuses named things that are not there", () =>
  inFolder(async (folder) => {
    await fails("plugin.not-found", () => discover(settings({}, { explicit: join(folder, "none") })));
    await fails("plugin.not-found", () => discover(settings({}, { pluginDirs: [join(folder, "none")] })));
    await fails("plugin.wrong-interface", () => discover(settings({}, { explicit: folder })));
  }));

Deno.test("discover() runs a source folder only when the core runs from source", () =>
  inFolder(async (folder) => {
    const path = join(folder, "plugins", "x");
    await touch(...["main.ts", "plugin.ts", "permissions.json"].map((name) => join(path, name)));
    const error = await fails("plugin.wrong-interface", () => discover(settings({}, { explicit: path })));
    assert.match(error.hint ?? "", /deno task build-plugin/);
    const found = discover(settings({}, { explicit: path, sourceRoot: folder }));
    assert.deepEqual(found, [{ form: "source", name: "x", path, origin: "explicit" }]);
  }));

Deno.test("mistakenNames() tells what is meant to be a plugin and is not found", () =>
  inFolder(async (folder) => {
    const names = ["schemahero-a", "schemahero-b.js", "schemahero-b.js.sig", "other", "schemahero-B"];
    await touch(...[...names, "schemahero-c-linux.tar.gz", "Schemahero_d"].map((name) => join(folder, name)));
    await Deno.mkdir(join(folder, "schemahero-e"));
    assert.deepEqual(
      mistakenNames(folder).map(({ path, why }) => `${path.slice(folder.length + 1)} ${why}`),
      [
        "Schemahero_d is not named as a plugin is",
        "schemahero-B is not named as a plugin is",
        "schemahero-c-linux.tar.gz is an archive",
        "schemahero-e is a folder",
      ],
    );
  }));
