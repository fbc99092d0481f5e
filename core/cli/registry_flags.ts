// The flags of commands that speak to registries. Apart from what they come to, which loads more.
import type { Command } from "commander";
import { flag } from "./flag.ts";

/** Where a plugin that is named without its registry is looked for, as SchemaHero's users know it. */
export const DEFAULT_REGISTRY = "docker.io/schemahero/plugin";

/** What the flags parse to. */
export interface RegistryOptions {
  readonly registryUsername?: string;
  readonly registryCa?: string;
  readonly plainHttp?: boolean;
}

/** Adds the flags. */
export function addRegistryFlags(command: Command): Command {
  return command
    .addOption(
      flag(
        "--registry-username <name>",
        "login, with the password on stdin or in SCHEMAHERO_REGISTRY_PASSWORD",
      ),
    )
    .addOption(flag("--registry-ca <file>", "certificate authority of the registry, in PEM"))
    .option("--plain-http", "speak http to the registry; on this machine itself that is the default");
}
