// A node for tests that are no cases, and what they ask of errors.
import assert from "node:assert/strict";
import { SchemaHeroError } from "../../../core/errors.ts";
import { PluginError } from "../../../protocol/errors.ts";
import { type HeldServer, holdServer, serverScript } from "../../servers/hold.ts";

let held: Promise<HeldServer | string> | undefined;

/** Runs `work` with the file's node, or says why not. `urlOf` gives the URI of `cassandra.sh url KIND`. */
export async function withNode(
  test: Deno.TestContext,
  work: (url: string, urlOf: (kind: string) => Promise<string>) => Promise<void>,
): Promise<void> {
  const server = await (held ??= holdServer("cassandra"));
  if (typeof server === "string") {
    await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
    return;
  }
  await work(server.url, async (kind) => {
    const command = new Deno.Command("bash", { args: [serverScript("cassandra"), "url", kind] });
    return new TextDecoder().decode((await command.output()).stdout).trim();
  });
}

/** Lets the node go. */
export async function releaseNode(): Promise<void> {
  const server = await held;
  held = undefined;
  if (typeof server === "object") await server.release();
}

/** An error as tests look at it. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  /** Everything else that is told of it. */
  readonly detail: string;
}

/** The error of work that must fail. */
export async function errorOf(work: Promise<unknown>): Promise<ToldError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PluginError) {
      return { code: error.code, message: error.message, detail: JSON.stringify(error.details) };
    }
    if (!(error instanceof SchemaHeroError)) throw error;
    return {
      code: error.code,
      message: error.message,
      detail: `${error.detail ?? ""} ${JSON.stringify(error)} ${error.cause}`,
    };
  }
  throw new assert.AssertionError({ message: "It did not fail" });
}
