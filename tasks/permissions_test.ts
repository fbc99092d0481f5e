import assert from "node:assert/strict";
import { permissionFlags, permissionWords, readPermissions } from "./permissions.ts";

function written(text: string): string {
  const path = Deno.makeTempFileSync({ suffix: ".json" });
  Deno.writeTextFileSync(path, text);
  return path;
}

Deno.test("permissionFlags() writes Deno's flags in a fixed order when all and lists are mixed", () => {
  const path = written(`{"net":["127.0.0.1:80","[::1]:80"],"read":true}`);
  const permissions = readPermissions(path);
  Deno.removeSync(path);
  assert.deepEqual(permissionFlags(permissions), ["--allow-read", "--allow-net=127.0.0.1:80,[::1]:80"]);
  assert.equal(permissionWords(permissions), "read net=127.0.0.1:80,[::1]:80");
  assert.equal(permissionWords({}), "none");
});

for (
  const [text, message] of [
    [`[]`, /must hold a map/],
    [`{"all":true}`, /"all" is not a permission/],
    [`{"read":false}`, /must be true or a list/],
    [`{"read":[]}`, /must be true or a list/],
    [`{"read":["a,b"]}`, /must be true or a list/],
  ] as const
) {
  Deno.test(`readPermissions() throws when the file holds ${text}`, () => {
    const path = written(text);
    try {
      assert.throws(() => readPermissions(path), message);
    } finally {
      Deno.removeSync(path);
    }
  });
}
