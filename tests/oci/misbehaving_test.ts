// What a client must withstand that cannot be ordered from a real registry: answers that break off, lie, stall or lead
// elsewhere. That the honest road works with real registries is registry_test.ts's.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { SchemaHeroError } from "../../core/errors.ts";
import { type Access, bring, findPlugin, Repository } from "../../core/oci/mod.ts";
import { Secret } from "../../core/secrets/mod.ts";
import { blob, broken, FILE, type Mischief, serveOne, type TestRegistry } from "./misbehaving.ts";

const isBlob = (url: URL) => url.pathname.includes("/blobs/");
const LOGIN = { username: "me", password: new Secret("sésame") };

/** Brings the one plugin; gives what is there afterwards. */
async function fetchIt(
  { host }: TestRegistry,
  more: Partial<Access> = {},
): Promise<{ readonly bytes?: Uint8Array; readonly error?: SchemaHeroError; readonly left: number }> {
  const folder = await Deno.makeTempDir();
  const reference = { registry: host, repository: "a/x", tag: "1" };
  using repository = new Repository(reference, { registry: host, userAgent: "test", ...more });
  const path = join(folder, "draft");
  try {
    const offer = await findPlugin(repository, reference);
    await bring(repository, offer, path);
    return { bytes: await Deno.readFile(path), left: (await Array.fromAsync(Deno.readDir(folder))).length };
  } catch (error) {
    if (!(error instanceof SchemaHeroError)) throw error;
    return { error, left: (await Array.fromAsync(Deno.readDir(folder))).length };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function refusedWith(
  mischief: Mischief,
  code: string,
  more: Partial<Access> = {},
): Promise<SchemaHeroError> {
  await using registry = serveOne(mischief);
  const { error, left } = await fetchIt(registry, more);
  assert.equal(error?.code, code, error?.message ?? "it was brought");
  assert.equal(left, 0, "nothing stays of what was not brought");
  return error;
}

Deno.test("a plugin is brought as it is", async () => {
  await using registry = serveOne();
  assert.deepEqual((await fetchIt(registry)).bytes, FILE);
});

Deno.test("a connection that breaks off is gone on with where it was", async () => {
  let times = 0;
  await using registry = serveOne((request, url) => {
    if (!isBlob(url) || ++times > 3) return undefined;
    const from = Number(/\d+/.exec(request.headers.get("range") ?? "")?.[0] ?? 0);
    return broken(from, 30_000);
  });
  assert.deepEqual((await fetchIt(registry)).bytes, FILE);
  assert.equal(times, 4);
});

Deno.test("a registry that knows no ranges sends all again", async () => {
  let times = 0;
  await using registry = serveOne((_, url) => {
    if (!isBlob(url)) return undefined;
    return ++times === 1 ? broken(0, 30_000) : new Response(FILE);
  });
  assert.deepEqual((await fetchIt(registry)).bytes, FILE);
});

Deno.test("a file that always breaks off is told, and nothing stays", async () => {
  await refusedWith((_, url) => isBlob(url) ? broken(0, 30_000) : undefined, "registry.broken-off");
});

Deno.test("other bytes than the digest's are refused", async () => {
  const other = FILE.with(0, 0);
  const error = await refusedWith(
    (_, url) => isBlob(url) ? new Response(other) : undefined,
    "registry.mismatch",
  );
  assert.match(error.hint ?? "", /Nothing was installed/);
});

Deno.test("more bytes than were announced are refused before they are written", async () => {
  const endless = () =>
    new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
  await refusedWith((_, url) => isBlob(url) ? new Response(endless()) : undefined, "registry.mismatch");
});

Deno.test("a manifest with another digest than the index names is refused", async () => {
  await refusedWith(
    (_, url) => url.pathname.includes("/manifests/sha256:") ? new Response("{}") : undefined,
    "registry.mismatch",
  );
});

Deno.test("a manifest without end is not read", async () => {
  const endless = () =>
    new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(1 << 20)) });
  await refusedWith(
    (_, url) => url.pathname.endsWith("/manifests/1") ? new Response(endless()) : undefined,
    "registry.failed",
  );
});

for (const status of [429, 503]) {
  Deno.test(`a registry that answers ${status} is asked again when it says`, async () => {
    let times = 0;
    await using registry = serveOne(() =>
      ++times <= 2 ? new Response("", { status, headers: { "retry-after": "0" } }) : undefined
    );
    assert.deepEqual((await fetchIt(registry)).bytes, FILE);
  });
}

Deno.test("a registry that stays out of order is told with its status", async () => {
  const error = await refusedWith(
    () =>
      new Response('{"errors":[{"message":"out of order"}]}', {
        status: 503,
        headers: { "retry-after": "0" },
      }),
    "registry.failed",
  );
  assert.match(error.message, /503.*out of order/);
});

Deno.test("a registry that is not there is told with what to look at", async () => {
  const gone = serveOne();
  await gone[Symbol.asyncDispose]();
  const { error } = await fetchIt(gone);
  assert.equal(error?.code, "registry.unreachable");
});

Deno.test("a login goes to the registry and not to where its files lie", async () => {
  await using elsewhere = serveOne();
  await using registry = serveOne((request, url) => {
    if (request.headers.get("authorization") === null) {
      return new Response("", { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } });
    }
    return isBlob(url)
      ? new Response(null, { status: 307, headers: { location: `http://${elsewhere.host}${url.pathname}` } })
      : undefined;
  });
  assert.deepEqual((await fetchIt(registry, { login: LOGIN })).bytes, FILE);
  assert.deepEqual(elsewhere.asked.map(({ authorization }) => authorization), [null]);
});

Deno.test("a token is asked for with the login, for the repository alone", async () => {
  await using tokens = serveOne((_, url) =>
    Response.json({ token: `for ${url.searchParams.get("service")} ${url.searchParams.get("scope")}` })
  );
  const realm = `http://${tokens.host}/token`;
  await using registry = serveOne((request) =>
    request.headers.get("authorization") === "Bearer for s repository:a/x:pull"
      ? undefined
      : new Response("", {
        status: 401,
        headers: { "www-authenticate": `Bearer realm="${realm}",service="s",scope="repository:a/x:pull"` },
      })
  );
  assert.deepEqual((await fetchIt(registry, { login: LOGIN })).bytes, FILE);
  assert.deepEqual(tokens.asked.map(({ authorization }) => authorization), [
    `Basic ${new TextEncoder().encode("me:sésame").toBase64()}`,
  ]);
});

Deno.test("who may not is told so, without the password", async () => {
  const answer = () => new Response("", { status: 401, headers: { "www-authenticate": "Basic realm=r" } });
  const error = await refusedWith(answer, "registry.denied", { login: LOGIN });
  assert.doesNotMatch(`${error.message} ${error.hint}`, /sésame/);
  assert.match((await refusedWith(answer, "registry.denied")).hint ?? "", /docker login/);
});

Deno.test("redirects without end are not followed", async () => {
  await refusedWith(
    (_, url) => new Response(null, { status: 302, headers: { location: url.pathname } }),
    "registry.failed",
  );
});

Deno.test("stopping stops", async () => {
  const stop = new AbortController();
  await using registry = serveOne((request, url) => {
    if (!isBlob(url)) return undefined;
    setTimeout(() => stop.abort(), 20);
    return request.headers.has("range") ? blob(request) : broken(0, 10);
  });
  const { error } = await fetchIt(registry, {
    signal: stop.signal,
    log: () => stop.abort(),
  });
  assert.equal(error?.code, "cancelled", error?.message);
});
