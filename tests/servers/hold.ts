// Holds a server of this folder's scripts: it is up as long as anyone holds it, and goes down with the last.
import { fileURLToPath } from "node:url";

/** A server that is up. */
export interface HeldServer {
  readonly url: string;
  release(): Promise<void>;
}

/**
 * Starts a server, or joins those that hold it. The reason, when there is none on this machine.
 * @throws {Error} with CI=true, where nothing may be skipped
 */
export async function holdServer(
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<HeldServer | string> {
  const holder = new Deno.Command("bash", {
    args: [serverScript(name), "hold"],
    env: { ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const url = await firstLine(holder.stdout);
  const release = async () => {
    await holder.stdin.close();
    await holder.status;
  };
  if (url !== undefined) return { url, release };
  await release();
  const reason = `tests/servers/${name}.sh could not start its server`;
  if (Deno.env.get("CI") === "true") throw new Error(`${reason}, and in CI nothing may be skipped`);
  return reason;
}

/** The path of a server's script. */
export function serverScript(name: string): string {
  return fileURLToPath(new URL(`./${name}.sh`, import.meta.url));
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    const end = text.indexOf("\n");
    if (end >= 0) return text.slice(0, end);
  }
  return undefined;
}
