// What belongs to the story of docs/hostile.md and is shown by tests elsewhere.

/** A promise, and the test that keeps it. */
export interface OtherTest {
  readonly name: string;
  readonly stoppedBy: string;
  /** The file, from the root of the tree. */
  readonly test: string;
}

export const OTHER_TESTS: readonly OtherTest[] = [
  {
    name: "a plugin's file is changed, or another put in its place, after it was admitted",
    stoppedBy: "admission",
    test: "tests/hostile/start_test.ts",
  },
  {
    name: "a file in the store is changed between check and start",
    stoppedBy: "admission",
    test: "tests/hostile/start_test.ts",
  },
  {
    name: "a plugin inherits the core's environment",
    stoppedBy: "core",
    test: "tests/hostile/start_test.ts",
  },
  {
    name: "frames and answers that lie in other ways: wrong proof, wrong version, garbage, floods, silence",
    stoppedBy: "protocol",
    test: "tests/host/misbehaving_test.ts",
  },
  {
    name: "a plugin asks to reach a host outside the allowed networks, another port, or a name",
    stoppedBy: "core",
    test: "tests/host/session_test.ts",
  },
  {
    name: "a plugin stays when the core is killed (kill -9), at 100 random moments",
    stoppedBy: "watchdog",
    test: "tests/host/random_kill_test.ts",
  },
];
