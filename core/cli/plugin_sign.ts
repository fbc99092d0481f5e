// `schemahero plugin sign`: makes the detached signature that a publisher puts beside a plugin.
import { digestFile, sign, SIGNATURE_SUFFIX } from "../host/mod.ts";
import type { Shell } from "./shell.ts";

/** Signs files with a private key. */
export async function signFiles(
  files: readonly string[],
  flags: { readonly key: string },
  { terminal }: Shell,
): Promise<void> {
  const key = await Deno.readTextFile(flags.key);
  for (const file of files) {
    const digest = await digestFile(file);
    const id = await sign(file, digest, key);
    terminal.out(`${file}${SIGNATURE_SUFFIX}\n  ${digest}\n  signed with the key ${id}\n`);
  }
}
