// Where Python is, for the tests that need one.
import { ROOT } from "./start_plugin.ts";

/** The plugin in plain Python. */
export const PYTOY = `${ROOT}/tests/plugins/python/schemahero-pytoy`;
/** The same with one fault. */
export const FAULTY = `${ROOT}/tests/plugins/python/faulty`;

/** The command that runs Python without its slow extras; undefined, loudly, when there is none. */
export async function pythonCommand(): Promise<readonly string[] | undefined> {
  try {
    // The path that it says of itself: what is on PATH may be a wrapper that needs an environment.
    const args = ["-c", "import sys; print(sys.executable)"];
    const { success, stdout } = await new Deno.Command("python3", { args }).output();
    if (success) return [new TextDecoder().decode(stdout).trim(), "-S", "-E"];
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await Deno.stderr.write(
    new TextEncoder().encode(
      "\n*** SKIPPED: python3 is not installed; the plugin in Python was NOT tested ***\n",
    ),
  );
  return undefined;
}
