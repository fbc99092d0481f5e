// The commands of `schemahero plugin` that speak to registries, or take back what came from one.
import type { Command } from "commander";
import { addSearchFlags, flag } from "./options.ts";
import { addRegistryFlags, DEFAULT_REGISTRY } from "./registry_flags.ts";
import type { Shell } from "./shell.ts";

const INSTALL_EXAMPLES = `
Examples:
  A plugin of anyone's, by its tag, or exactly one by its digest:
    schemahero plugin install ghcr.io/example/schemahero-duckdb:1
    schemahero plugin install ghcr.io/example/schemahero-duckdb@sha256:...

  Logins are those of docker login and podman login. Another one:
    printf %s "$TOKEN" | schemahero plugin install --registry-username me ghcr.io/example/schemahero-duckdb:1`;

const PUSH_EXAMPLES = `
Examples:
  One file for each platform, and the portable form for all others:
    schemahero plugin push ghcr.io/example/schemahero-duckdb:1.0.0 \\
      linux/schemahero-duckdb mac/schemahero-duckdb schemahero-duckdb.js`;

/** Adds the commands. What each does is loaded when it is called. */
export function addRegistryCommands(plugin: Command, shell: Shell): void {
  addRegistryFlags(
    addSearchFlags(plugin.command("install").alias("download").argument("<plugin...>", "name or reference")),
  )
    .description("bring plugins from a registry and admit them")
    .addOption(
      flag("--registry <prefix>", "a name stands for PREFIX-NAME:0").env("SCHEMAHERO_PLUGIN_REGISTRY")
        .default(DEFAULT_REGISTRY),
    )
    .addHelpText("after", INSTALL_EXAMPLES)
    .action(async (names, flags) => (await import("./plugin_install.ts")).install(names, flags, shell));
  addRegistryFlags(
    addSearchFlags(plugin.command("update").argument("[plugin...]", "names; without any, all")),
  )
    .description("install what the tags of installed plugins name now")
    .action(async (names, flags) => (await import("./plugin_install.ts")).update(names, flags, shell));
  addSearchFlags(plugin.command("rollback").argument("<plugin...>", "names"))
    .description("put the plugins back that were there before the last install or update")
    .action(async (names, flags) => (await import("./plugin_install.ts")).rollBack(names, flags, shell));
  addSearchFlags(plugin.command("remove").argument("<plugin...>", "names"))
    .description("remove installed plugins; they may no longer run")
    .action(async (names, flags) => (await import("./plugin_install.ts")).remove(names, flags, shell));
  addRegistryFlags(
    addSearchFlags(
      plugin.command("push").argument("<reference>").argument("<file...>", "one for each platform"),
    ),
  )
    .description("put a plugin into a registry, for others to install")
    .addHelpText("after", PUSH_EXAMPLES)
    .action(async (reference, files, flags) =>
      (await import("./plugin_push.ts")).push(reference, files, flags, shell)
    );
}
