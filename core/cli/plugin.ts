// `schemahero plugin ...`: which plugins there are, which may run, what they say of themselves, what is wrong.
import type { Command } from "commander";
import { addConnectionFlags, addPluginFlags, addSearchFlags, addTrustFlag, flag } from "./options.ts";
import { addRegistryCommands } from "./plugin_registry.ts";
import type { Shell } from "./shell.ts";

const DESCRIBE_EXAMPLES = `
Examples:
  What YAML does SQLite understand?
    schemahero plugin describe sqlite

  What may a connection touch?
    schemahero plugin describe sqlite --uri music.db

  The schemas, for an editor or another program:
    schemahero plugin describe sqlite --format json`;

const TRUST_EXAMPLES = `
Examples:
  A plugin that was just put into a plugin directory, by its name:
    schemahero plugin trust postgres

  A file anywhere, also after it was changed or upgraded:
    schemahero plugin trust ./build/schemahero-postgres

  No longer:
    schemahero plugin trust --remove postgres`;

const LOCK_EXAMPLES = `
Examples:
  Write down which plugins this project runs with, and commit the file:
    schemahero plugin lock

  Then, in a pipeline:
    schemahero plan --plugins-lock plugins.lock ...`;

/** Adds the commands. What each does is loaded when it is called. */
export function addPlugin(program: Command, shell: Shell): void {
  const plugin = program.command("plugin").description(
    "Shows which engines there are and how their plugins do.",
  );
  const format = () => flag("--format <format>", "what to print").choices(["text", "json"]).default("text");
  addPluginFlags(plugin.command("list"))
    .description("list the plugins that are found, in the order of preference")
    .addOption(format())
    .action(async (flags) => (await import("./plugin_list.ts")).list(flags, shell));
  addPluginFlags(addConnectionFlags(plugin.command("describe").argument("<engine>", "e.g. sqlite")))
    .description("show what an engine's plugin says of itself and, with a URI, what the connection may touch")
    .addOption(format())
    .addHelpText("after", DESCRIBE_EXAMPLES)
    .action(async (engine, flags) => (await import("./plugin_describe.ts")).describe(engine, flags, shell));
  addSearchFlags(plugin.command("trust").argument("<plugin...>", "name or path"))
    .description("admit plugins: exactly these files may run from now on")
    .option("--remove", "take it back", false)
    .addHelpText("after", TRUST_EXAMPLES)
    .action(async (names, flags) => (await import("./plugin_trust.ts")).trust(names, flags, shell));
  addTrustFlag(addSearchFlags(plugin.command("lock").argument("[plugin...]", "names; without any, all")))
    .description("write a lock of the plugins that are found, for a project to commit")
    .option("--file <file>", "the lock to write", "plugins.lock")
    .addHelpText("after", LOCK_EXAMPLES)
    .action(async (names, flags) => (await import("./plugin_lock.ts")).lock(names, flags, shell));
  addPluginFlags(plugin.command("verify"))
    .description("read every plugin again and compare it with locks, signatures and the store")
    .addOption(format())
    .action(async (flags) => (await import("./plugin_verify.ts")).verify(flags, shell));
  plugin.command("sign").argument("<file...>", "plugins to sign")
    .description("sign plugins that you publish: writes FILE.sig")
    .requiredOption("--key <file>", "ed25519 private key in PEM")
    .action(async (files, flags) => (await import("./plugin_sign.ts")).signFiles(files, flags, shell));
  addRegistryCommands(plugin, shell);
  addPluginFlags(plugin.command("doctor"))
    .description("look everywhere, start everything once, and say what is wrong and how to mend it")
    .option("--attack", "try what a hostile plugin would, harmlessly, and show what is stopped", false)
    .action(async (flags) =>
      flags.attack
        ? (await import("./plugin_attack.ts")).attackWalls(flags, shell)
        : (await import("./plugin_doctor.ts")).doctor(flags, shell)
    );
}
