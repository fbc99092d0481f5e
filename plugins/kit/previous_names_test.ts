import assert from "node:assert/strict";
import { findRenames, type Wanted } from "./previous_names.ts";
import { foldAscii } from "./quote.ts";

const CASES: readonly {
  readonly name: string;
  readonly wanted: readonly Wanted[];
  readonly live: readonly string[];
  readonly renames: string;
  readonly conflicts?: string;
}[] = [
  {
    name: "the old name is live",
    wanted: [{ name: "a", previousNames: ["x", "b"] }],
    live: ["b"],
    renames: "b>a",
  },
  { name: "the rename is done", wanted: [{ name: "a", previousNames: ["b"] }], live: ["a"], renames: "" },
  {
    name: "both names are live",
    wanted: [{ name: "a", previousNames: ["b"] }],
    live: ["a", "b"],
    renames: "",
  },
  {
    name: "the first live old name counts",
    wanted: [{ name: "a", previousNames: ["b", "c"] }],
    live: ["c", "b"],
    renames: "b>a",
  },
  {
    name: "the old name is wanted for another",
    wanted: [{ name: "a", previousNames: ["b"] }, { name: "b" }],
    live: ["b"],
    renames: "",
  },
  {
    name: "names were swapped and are left in",
    wanted: [{ name: "a", previousNames: ["b"] }, { name: "b", previousNames: ["a"] }],
    live: ["a", "b"],
    renames: "",
  },
  { name: "only the case differs and is not asked for", wanted: [{ name: "A" }], live: ["a"], renames: "" },
  {
    name: "only the case differs and is asked for",
    wanted: [{ name: "A", previousNames: ["a"] }],
    live: ["a"],
    renames: "a>A",
  },
  {
    name: "the old name is live in another case",
    wanted: [{ name: "n", previousNames: ["OLD"] }],
    live: ["old"],
    renames: "old>n",
  },
  {
    name: "two claim one name",
    wanted: [{ name: "a", previousNames: ["x"] }, { name: "b", previousNames: ["x"] }],
    live: ["x"],
    renames: "x>a",
    conflicts: "x: a, b",
  },
];

for (const { name, wanted, live, renames, conflicts = "" } of CASES) {
  Deno.test(`findRenames() finds "${renames}" when ${name}`, () => {
    const found = findRenames(wanted, live, foldAscii);
    assert.equal(found.renames.map(({ from, to }) => `${from}>${to}`).join(" "), renames);
    assert.equal(
      found.conflicts.map(({ previous, claimants }) => `${previous}: ${claimants.join(", ")}`).join("; "),
      conflicts,
    );
  });
}
