// Runs this very Deno again, for tasks that are made of several runs. PATH is never asked: with
// `npx -y deno@X task ...` there is no `deno` on it.
import { ROOT } from "./tree.ts";

/** How to run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Shown to the user while it runs, as well as returned. */
  readonly show?: boolean;
}

/** How a run ended. */
export interface RunResult {
  readonly code: number;
  /** What it wrote to stdout and stderr, as it came. */
  readonly output: string;
}

/** Runs `deno ARGS` in the root of the tree, with no stdin. */
export async function runDeno(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: options.cwd ?? ROOT,
    env: { DENO_NO_UPDATE_CHECK: "1", ...options.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const chunks: string[] = [];
  await Promise.all([
    collect(child.stdout, chunks, options.show ? Deno.stdout : undefined),
    collect(child.stderr, chunks, options.show ? Deno.stderr : undefined),
  ]);
  const { code } = await child.status;
  return { code, output: chunks.join("") };
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  chunks: string[],
  screen: typeof Deno.stdout | undefined,
): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    chunks.push(decoder.decode(chunk, { stream: true }));
    if (screen) await writeWhole(screen, chunk);
  }
}

async function writeWhole(screen: typeof Deno.stdout, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += await screen.write(chunk.subarray(at));
}

const ESCAPE = String.fromCharCode(27);
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;]*m`, "g");

/** The text without terminal colours. */
export function plainText(text: string): string {
  return text.replaceAll(COLOURS, "");
}
