// Every attempt by every form of hostile plugin: it is done where no wall stands, and fails behind the walls; what is
// open is shown to be open. What is judged was seen from outside of the plugin (core.ts, scene.ts).
import { strict as assert } from "node:assert";
import { endBundling } from "../../tasks/bundle.ts";
import type { Attempt, FormName } from "./attempt.ts";
import { ATTEMPTS } from "./attempts.ts";
import type { Mode, Report } from "./core.ts";
import { processesWith } from "./scene.ts";
import { IS_COMPILED_LANE } from "../lane.ts";
import { build, type Built, formsOfThisRun } from "./forms.ts";
import { canTry, isMade, keyOf, makeAttempts, modesOf, type User, USERS } from "./run.ts";

const isLinux = Deno.build.os === "linux";
const forms = isLinux ? formsOfThisRun() : [];
const canary = `canary-${crypto.randomUUID()}`;
const folder = Deno.makeTempDirSync({ prefix: "schemahero-attack-" });
Deno.chmodSync(folder, 0o755);
const runs = new Map<User, ReadonlyMap<string, Report>>();

if (isLinux) {
  Deno.test({
    name: "hostile plugins are built, and make their attempts",
    fn: async (test) => {
      let built: Built | undefined;
      await test.step("they are built", async () => {
        built = await build(folder, canary);
        await endBundling();
      });
      for (const user of USERS) {
        await test.step(`they are let loose as ${user}`, async () => {
          assert(built, "they were built");
          const { code, found } = await makeAttempts(
            user,
            built,
            canary,
            forms.filter((form) => canTry(user, form)),
          );
          runs.set(user, found);
          assert.equal(code, 0, "the core that is attacked lives until the end");
        });
      }
    },
  });
  for (const user of USERS) {
    for (const form of forms) {
      for (const attempt of ATTEMPTS) {
        if (!isMade(attempt, form, user)) continue;
        Deno.test(`${form}, ${user}: a plugin ${attempt.name}`, () => judge(attempt, form, user));
      }
    }
  }
  Deno.test("nothing of the hostile plugins is left", async () => {
    await Deno.remove(folder, { recursive: true });
    const found = processesWith(folder);
    assert.deepEqual(found, []);
  });
}

function judge(attempt: Attempt, form: FormName, user: User): void {
  const expected = attempt.forms[form];
  if ("cannot" in expected) return;
  const report = (mode: Mode) => {
    const found = runs.get(user)?.get(keyOf(attempt.name, form, mode));
    assert(found, `the attempt was made (${mode})`);
    return found;
  };
  const [control = "off"] = modesOf(attempt, form);
  const free = report(control);
  if (!free.isDone && attempt.mayBeImpossible !== undefined) {
    // deno-lint-ignore no-console -- what is not tested must not go unnoticed
    console.error(`SKIPPED: a plugin ${attempt.name}: ${attempt.mayBeImpossible}`);
    return;
  }
  assert(free.isDone, `without walls it is done: ${JSON.stringify(free.seen)}`);
  const walled = report("on");
  if ("open" in expected) {
    assert(walled.isDone, `it is open, and so it says in docs/hostile.md: ${JSON.stringify(walled.seen)}`);
    return;
  }
  if ("works" in expected) {
    assert(walled.isDone, `a connection needs it: ${JSON.stringify(walled.seen)}`);
    return;
  }
  assert(!walled.isDone, `behind the walls it is not done: ${JSON.stringify(walled.seen)}`);
  const { stoppedBy, told } = expected;
  if (told !== undefined) {
    assert(walled.seen.answer.includes(told), `it is told ${told}: ${walled.seen.answer.slice(0, 200)}`);
  }
  if (control !== "bare" || attempt.controlByHand) return;
  // From source, modules are judged by the flags of the process; a compiled one reads them without asking.
  if (form === "dependency" && attempt.group === "Modules" && !IS_COMPILED_LANE) return;
  // Which wall it was: without the kernel's, the Worker's and the runtime's still stand.
  const isBefore = stoppedBy === "Worker" || stoppedBy === "runtime";
  assert.equal(
    report("off").isDone,
    !isBefore,
    `${stoppedBy} stops it: ${JSON.stringify(report("off").seen)}`,
  );
}
