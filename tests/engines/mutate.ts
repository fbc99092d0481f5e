// deno task mutate [ENGINE]: is the suite itself any good? Seeds one fault after another into a copy of the tree and
// runs the engine's tests against each, up to the first that fails. Writes docs/mutation-<engine>.md; fails when less
// than 95 % are caught, or when a fault can no longer be seeded.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runDeno } from "../../tasks/run_deno.ts";
import { complain, say } from "../../tasks/screen.ts";
import { ROOT } from "../../tasks/tree.ts";
import { listFiles } from "../source_tree.ts";

/** One fault: an exact replacement in one file, where the text before occurs once. */
export interface Mutation {
  /** What then goes wrong, for people. */
  readonly fault: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Cases that are likely to catch it: they are run first, so that the others need not be. */
  readonly cases?: readonly string[];
}

interface Verdict {
  readonly mutation: Mutation;
  /** The test that caught it; undefined: none did. */
  readonly caughtBy: string | undefined;
}

const LEAST_SHARE = 0.95;
const AT_ONCE = 2;
/** Rounds of the randomised test for each fault; those of CI would make this take an hour. */
const ROUNDS = "100";

/** What an engine's `mutations.ts` exports. */
interface Faults {
  readonly MUTATIONS: readonly Mutation[];
  /** Test files and folders that judge its faults, instead of all its cases and the random rounds. */
  readonly TESTS?: readonly string[];
}

/** Not the cases by real plugin processes: they have time limits that a busy machine breaks. */
const TEST = ["test", "-A", "--no-check", "--fail-fast"];
const CASES_AND_ROUNDS = "--filter=/^[\\w.-]+: \\w+$|^random/";

/** Copies what the tests need. The installed packages are linked, not copied. */
async function copyTree(folder: string): Promise<void> {
  for (const file of listFiles(ROOT)) {
    if (!/^(?:core|plugins|protocol|tasks|tests)\/|^deno\.(?:json|lock)$|^package\.json$/.test(file)) {
      continue;
    }
    await Deno.mkdir(join(folder, file, ".."), { recursive: true });
    await Deno.copyFile(join(ROOT, file), join(folder, file));
  }
  await Deno.symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
}

async function seed(folder: string, { file, before, after }: Mutation): Promise<() => Promise<void>> {
  const path = join(folder, file);
  const text = await Deno.readTextFile(path);
  if (text.split(before).length !== 2) {
    throw new Error(
      `The text of a fault must occur once in ${file}; it occurs ${
        text.split(before).length - 1
      } times:\n${before}`,
    );
  }
  await Deno.writeTextFile(path, text.replace(before, () => after));
  return () => Deno.writeTextFile(path, text);
}

/** The first failing test of an engine in a tree; undefined when all pass. */
async function firstFailure(
  folder: string,
  engine: string,
  tests: readonly string[] | undefined,
  { cases = [] }: Pick<Mutation, "cases"> = {},
): Promise<string | undefined> {
  const own = (file: string) => join("tests", "engines", engine, file);
  const only = { SCHEMAHERO_TEST_ONLY: cases.join(",") };
  const runs = [
    ...(cases.length === 0 ? [] : [{ file: own("cases_test.ts"), choice: only, filter: [CASES_AND_ROUNDS] }]),
    ...(tests?.map((file) => ({ file, choice: {}, filter: [] })) ??
      ["cases_test.ts", "random_test.ts"].map((file) => ({
        file: own(file),
        choice: {},
        filter: [CASES_AND_ROUNDS],
      }))),
  ];
  for (const { file, choice, filter } of runs) {
    const { code, output } = await runDeno([...TEST, ...filter, file], {
      cwd: folder,
      // That a round fails is enough: nobody reads it, so it need not be made small.
      env: { NO_COLOR: "1", SCHEMAHERO_TEST_ROUNDS: ROUNDS, SCHEMAHERO_TEST_SHRINK: "0", ...choice },
    });
    if (code === 0) continue;
    return /^(.*?) (?:\.\.\. FAILED|=> )/m.exec(output)?.[1] ?? `${file} as a whole`;
  }
  return undefined;
}

/** Removes the case that a failing round leaves behind: it has no plan, and so would catch every later fault, too. */
async function forgetRounds(cases: string): Promise<void> {
  for await (const { name } of Deno.readDir(cases)) {
    if (/^random_\d+$/.test(name)) await Deno.remove(join(cases, name), { recursive: true });
  }
}

async function judgeAll(
  engine: string,
  mutations: readonly Mutation[],
  tests: Faults["TESTS"],
): Promise<readonly Verdict[]> {
  const waiting = [...mutations];
  const verdicts: Verdict[] = [];
  const work = async (isFirst: boolean): Promise<void> => {
    const folder = await Deno.makeTempDir({ prefix: "schemahero-mutate-" });
    try {
      await copyTree(folder);
      const healthy = isFirst ? await firstFailure(folder, engine, tests) : undefined;
      if (healthy !== undefined) throw new Error(`Without any fault ${healthy} fails: mend that first`);
      for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
        const restore = await seed(folder, mutation);
        const caughtBy = await firstFailure(folder, engine, tests, mutation);
        await restore();
        if (!tests) await forgetRounds(join(folder, "tests", "engines", engine, "cases"));
        verdicts.push({ mutation, caughtBy });
        say(`${caughtBy === undefined ? "NOT CAUGHT" : "caught    "} ${mutation.fault}: ${caughtBy ?? ""}`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => work(at === 0)));
  return mutations.flatMap((mutation) => verdicts.find((verdict) => verdict.mutation === mutation) ?? []);
}

function page(engine: string, verdicts: readonly Verdict[], tests: Faults["TESTS"]): string {
  const caught = verdicts.filter(({ caughtBy }) => caughtBy !== undefined).length;
  const rows = verdicts.map(({ mutation: { fault, file }, caughtBy }) =>
    `| ${fault} | \`${file}\` | ${caughtBy === undefined ? "**nothing**" : `\`${caughtBy}\``} |`
  );
  return `${
    [
      `<!-- Generated by deno task mutate from tests/engines/${engine}/mutations.ts; do not edit -->`,
      "",
      `# Faults that the tests of ${engine} catch`,
      "",
      "Each fault was seeded alone into the source, and the tests of the engine",
      `(${
        tests ? `some cases, then ${tests.join(", ")}` : `its cases and ${ROUNDS} random rounds`
      }) were run against it. ${caught} of ${verdicts.length} were caught.`,
      "",
      "| fault | in | first caught by |",
      "| --- | --- | --- |",
      ...rows,
    ].join("\n")
  }\n`;
}

async function main(engine: string): Promise<number> {
  const module = join(ROOT, "tests", "engines", engine, "mutations.ts");
  const { MUTATIONS, TESTS }: Faults = await import(pathToFileURL(module).href);
  const only = Deno.args[1];
  const mutations = MUTATIONS.filter(({ fault }) => only === undefined || fault.includes(only));
  const verdicts = await judgeAll(engine, mutations, TESTS);
  const caught = verdicts.filter(({ caughtBy }) => caughtBy !== undefined).length;
  say("", `${caught} of ${verdicts.length} faults were caught`);
  if (only === undefined) {
    await Deno.writeTextFile(join(ROOT, "docs", `mutation-${engine}.md`), page(engine, verdicts, TESTS));
  }
  if (caught >= verdicts.length * LEAST_SHARE) return 0;
  complain(`Less than ${LEAST_SHARE * 100} % were caught: add cases that catch the others`);
  return 1;
}

if (import.meta.main) Deno.exit(await main(Deno.args[0] ?? "sqlite"));
