// From flags to the road of flow.ts.
import type { Road } from "../flow.ts";
import { SchemaHeroError } from "../errors.ts";
import { findDatabase, type Loaded } from "../specs/mod.ts";
import { type Target, targetOf } from "../target.ts";
import { FILES } from "./files.ts";
import { missingParameters, targetFromFlags } from "./options.ts";
import type { PlanFlags } from "./plan.ts";
import type { Shell } from "./shell.ts";

/** Makes the road that flags describe. @throws {SchemaHeroError} usage.* */
export async function roadOf(flags: PlanFlags, shell: Shell): Promise<Road> {
  if (flags.specFile === undefined) {
    throw missingParameters(["spec-file"], "Name a file or directory of specs with --spec-file");
  }
  return {
    source: FILES,
    specPath: flags.specFile,
    specType: flags.specType,
    target: await targetFromFlags(flags),
    targetAmong: (loaded) => targetAmong(loaded, flags),
    open: (target, onHello) => shell.open(target, flags, onHello),
    permissions: { allow: flags.allow, allowDestructive: flags.allowDestructive },
    seedData: flags.seedData,
    planning: {
      signal: shell.signal,
      onProgress: ({ message }) => shell.terminal.status(`  ${message}`),
    },
  };
}

function targetAmong(loaded: Loaded, flags: PlanFlags): Target {
  const document = findDatabase(loaded.specs, loaded.databases);
  if (document) {
    const target = targetOf(document, (name) => Deno.env.get(name));
    return flags.plugin === undefined ? target : { ...target, pluginPath: flags.plugin };
  }
  const names = [
    ...new Set(loaded.specs.map(({ database }) => database).filter((name) => name !== undefined)),
  ];
  const wanted = names.length === 0 ? "" : ` (the specs belong to ${names.join(", ")})`;
  throw new SchemaHeroError("usage.missing", `missing required params: [driver uri or host(s)]${wanted}`, {
    hint: "Give --driver and --uri, --database FILE, or put the Database document beside the specs",
    exitCode: 2,
  });
}
