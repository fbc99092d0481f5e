import { strict as assert } from "node:assert";
import { SchemaHeroError } from "../../errors.ts";
import type { HostSettings, SandboxMode } from "../settings.ts";
import { confine } from "./confine.ts";
import { missingInLandlock } from "./landlock.ts";
import { type Standing, standingWalls } from "./standing.ts";

const COMMAND = {
  command: "/bin/sh",
  args: ["-c", 'read -r line < /etc/passwd && echo "$line"; echo "$0 $A"', "named"],
  environment: { A: "b c" },
  needs: [],
};
const NOTHING = { grants: { net: [], read: [], write: [] }, sockets: [] };

function settings(sandbox: SandboxMode): HostSettings & { readonly logged: string[] } {
  const logged: string[] = [];
  const log = (level: string, message: string) => void logged.push(`${level}: ${message}`);
  return { environment: () => undefined, pluginDirs: [], sandbox, log, logged };
}

/** A machine with an older kernel. */
function older(landlockAbi: number, hasKernel = true): Standing {
  return { hasKernel, landlockAbi, hasSeccomp: hasKernel, missing: missingInLandlock(landlockAbi) };
}

/** Starts the program as ProcessGroup does. */
async function run(path: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const child = new Deno.Command(path, {
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    clearEnv: true,
    cwd: "/",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new Uint8Array(1));
  await writer.close();
  const { stdout, stderr } = await child.output();
  return { stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

Deno.test({
  name: "confine() makes a program that becomes the command, without what was not granted, on every kernel",
  ignore: !standingWalls().hasKernel || standingWalls().landlockAbi < 1,
  fn: async () => {
    assert.equal(confine(COMMAND, NOTHING, settings("off")), undefined);
    for (let abi = 1; abi <= standingWalls().landlockAbi; abi++) {
      using program = confine(COMMAND, NOTHING, settings("best-effort"), older(abi));
      assert(program);
      const { stdout, stderr } = await run(program.path);
      assert.equal(stdout, "named b c\n", stderr);
      assert.match(stderr, /passwd: Permission denied/, `ABI ${abi}`);
    }
  },
});

Deno.test({
  name: "confine() fails where a wall is required that is missing, and names it",
  ignore: !standingWalls().hasKernel,
  fn: () => {
    for (
      const [standing, pattern] of [
        [older(5), /keep a plugin from signals to other processes \(needs Linux 6\.12\)$/],
        [older(3), /from TCP ports \(needs Linux 6\.7\), signals/],
        [older(0, false), /from files \(needs Linux 5\.13/],
      ] as const
    ) {
      assert.throws(() => confine(COMMAND, NOTHING, settings("required"), standing), (error) => {
        assert(error instanceof SchemaHeroError && error.code === "sandbox.missing");
        assert.match(error.message, pattern);
        return true;
      });
    }
  },
});

Deno.test("confine() starts without walls where there can be none, unless they are required", () => {
  const own = settings("best-effort");
  assert.equal(confine(COMMAND, NOTHING, own, older(0, false)), undefined);
  assert(own.logged.length <= 1, "one line a run");
  for (const line of own.logged) assert.match(line, /^warning: the sandbox is not whole here/);
});
