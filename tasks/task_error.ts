// A failure of a task that needs no stack trace, and how a task ends.
import { complain } from "./screen.ts";

/** A failure that its message explains: shown as it stands. Exit code 2 is a mistake in how the task was called. */
export class TaskError extends Error {
  override readonly name = "TaskError";
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a task and turns what it throws into a message and an exit code. */
export async function runTask(task: () => Promise<number>): Promise<never> {
  try {
    Deno.exit(await task());
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    complain(error.message);
    Deno.exit(error.exitCode);
  }
}
