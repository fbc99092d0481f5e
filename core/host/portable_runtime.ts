// Runs a portable plugin in the core's own runtime: `schemahero __plugin-runtime PATH DIGEST`, called by main.ts
// before anything else is loaded. What is run is exactly what was verified: the bytes in memory, in a Worker that
// may touch what the core granted and was disarmed by the core. That the bundle imports nothing but listed modules
// was seen when it was admitted.
import { launchWorker } from "../../protocol/launcher.ts";
import { START_ARGUMENT } from "../../protocol/messages.ts";
import { takeAway } from "../../protocol/take_away.ts";

/** The longest bundle that is run, in bytes. */
const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;
/** EX_USAGE, EX_DATAERR and EX_NOINPUT of sysexits.h. */
const EXIT = { usage: 64, changed: 65, unreadable: 66 } as const;

/** Runs the plugin of the arguments PATH and `sha256:<hex>`. Ends the process; never returns. */
export async function runPortablePlugin(args: readonly string[]): Promise<never> {
  const [path, digest] = args;
  if (args.length !== 2 || path === undefined || digest === undefined) {
    return await endWith(
      EXIT.usage,
      "This runs a portable plugin for SchemaHero and is not meant for people",
    );
  }
  const bytes = await readBundle(path);
  if (!bytes) return await endWith(EXIT.unreadable, `${path} cannot be read as a portable plugin`);
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (`sha256:${found.toHex()}` !== digest) {
    return await endWith(EXIT.changed, `${path} has changed since it was verified`);
  }
  return await launchWorker(disarmed(bytes), [START_ARGUMENT]);
}

/**
 * The URL of the bundle as a module whose first import disarms the Worker. An import, because what a module imports is
 * evaluated before it, and apart: names that the bundle declares do not stand for those that the disarming means.
 */
function disarmed(bundle: Uint8Array): string {
  const disarm = new TextEncoder().encode(`import process from "node:process";(${takeAway})(process);`);
  const first = new TextEncoder().encode(`import"data:text/javascript;base64,${disarm.toBase64()}";`);
  const module = new Uint8Array(first.length + bundle.length);
  module.set(first);
  module.set(bundle, first.length);
  return `data:text/javascript;base64,${module.toBase64()}`;
}

async function readBundle(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const { size, isFile } = await Deno.stat(path);
    if (!isFile || size > MAX_BUNDLE_BYTES) return undefined;
    return await Deno.readFile(path);
  } catch {
    return undefined;
  }
}

async function endWith(code: number, line: string): Promise<never> {
  await Deno.stderr.write(new TextEncoder().encode(`${line}\n`));
  Deno.exit(code);
}
