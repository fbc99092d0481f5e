import { strict as assert } from "node:assert";
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { findLogin } from "./credentials.ts";

const AUTH = btoa("me:p:w");

function inHome(files: Readonly<Record<string, string>>, use: (home: string) => void): void {
  const home = Deno.makeTempDirSync();
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = join(home, name);
      Deno.mkdirSync(join(path, ".."), { recursive: true });
      Deno.writeTextFileSync(path, text);
    }
    use(home);
  } finally {
    Deno.removeSync(home, { recursive: true });
  }
}

function login(
  home: string,
  registry: string,
  variables: Readonly<Record<string, string>> = {},
): string | undefined {
  const found = findLogin(registry, "a/b", { home, environment: (name) => variables[name] });
  return found && `${found.username} ${found.password.reveal()}`;
}

for (
  const [file, registry, key] of [
    [".docker/config.json", "h.io", "h.io"],
    [".docker/config.json", "h.io:5000", "https://h.io:5000"],
    [".docker/config.json", "docker.io", "https://index.docker.io/v1/"],
    [".config/containers/auth.json", "h.io", "h.io/a"],
  ] as const
) {
  Deno.test(`findLogin() finds the login of ${registry} in ${file} under ${key}`, () => {
    inHome({ [file]: JSON.stringify({ auths: { [key]: { auth: AUTH } } }) }, (home) => {
      assert.equal(login(home, registry), "me p:w");
      assert.equal(login(home, "other.io"), undefined);
    });
  });
}

Deno.test("findLogin() takes the file that REGISTRY_AUTH_FILE names first", () => {
  const auths = (text: string) => JSON.stringify({ auths: { "h.io": { auth: btoa(text) } } });
  inHome({ "own.json": auths("own:1234"), ".docker/config.json": auths("docker:1234") }, (home) => {
    assert.equal(login(home, "h.io"), "docker 1234");
    assert.equal(login(home, "h.io", { REGISTRY_AUTH_FILE: join(home, "own.json") }), "own 1234");
  });
});

Deno.test("findLogin() says what it cannot do, and quotes nothing of a file that is broken", () => {
  const refused = (text: string) => {
    let caught: unknown;
    inHome({ ".docker/config.json": text }, (home) => {
      try {
        login(home, "h.io");
      } catch (error) {
        caught = error;
      }
    });
    assert.ok(caught instanceof SchemaHeroError, String(caught));
    return `${caught.message} ${caught.hint}`;
  };
  assert.match(refused('{"credHelpers": {"h.io": "pass"}}'), /docker-credential-pass/);
  assert.match(
    refused('{"auths": {"h.io": {}}, "credsStore": "osxkeychain"}'),
    /docker-credential-osxkeychain/,
  );
  assert.match(refused(JSON.stringify({ auths: { "h.io": { auth: "####" } } })), /not NAME:PASSWORD/);
  assert.doesNotMatch(refused('{"auths": hunter2'), /hunter2/);
});
