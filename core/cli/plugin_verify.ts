// `schemahero plugin verify`: hashes everything anew, what is found as well as what is in the store.
import { SchemaHeroError } from "../errors.ts";
import { type Finding, verifyPlugins, verifyStore } from "../host/mod.ts";
import { printable } from "../report/style.ts";
import type { ListFlags } from "./plugin_list.ts";
import type { Shell } from "./shell.ts";

/** Verifies plugins and store. Ends with an error when something is not as it should be. */
export async function verify(flags: ListFlags, shell: Shell): Promise<void> {
  const settings = shell.settings(flags);
  const plugins = await verifyPlugins(settings);
  const store = await verifyStore(settings);
  const { terminal } = shell;
  if (flags.format === "json") terminal.out(`${JSON.stringify({ plugins, store }, undefined, 2)}\n`);
  else {
    print("Plugins", plugins, shell);
    print("Store", store, shell);
  }
  const bad = [...plugins, ...store].filter(({ isGood }) => !isGood).length;
  if (bad > 0) throw new SchemaHeroError("plugin.broken", `${bad} of the files are not as they should be`);
}

function print(title: string, findings: readonly Finding[], { terminal }: Shell): void {
  const { bold, green, red, dim } = terminal.style;
  terminal.out(`${bold(findings.length === 0 ? `${title}: nothing there` : title)}\n`);
  for (const { path, isGood, what, digest, signature, fix } of findings) {
    terminal.out(`  ${isGood ? green("good") : red("bad ")} ${printable(path)}: ${printable(what)}\n`);
    const facts = [digest, signature].filter((text) => text !== undefined);
    if (facts.length > 0) terminal.out(`       ${dim(printable(facts.join(", ")))}\n`);
    if (fix !== undefined) terminal.out(`       fix: ${printable(fix)}\n`);
  }
}
