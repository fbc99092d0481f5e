// Checks of streams: rules R25 to R27. They need `split`, the one method with streams that needs no connection.
import type { CheckContext, Checks, Finding } from "./check.ts";
import type { Asked, Probe } from "./probe.ts";
import { Violation } from "./rules.ts";

/** Items of one input frame: small enough for any limit, many enough that the output takes several frames. */
const ITEMS_A_FRAME = 5000;
const SMALL_FRAME = 50;
const WINDOW = 2;

export const STREAM_CHECKS: Checks = {
  R25: inputCredit,
  R26: outputCredit,
  R27: nothingFollows,
};

async function startSplit(probe: Probe): Promise<Asked | undefined> {
  await probe.greet({ limits: { maxFrameBytes: 1 << 20, maxInFlight: 64, streamWindow: WINDOW } });
  if (!probe.welcome?.capabilities.includes("split")) return undefined;
  return await probe.ask("split", {}, { input: true });
}

const NO_SPLIT: Finding = { skipped: "It has no `split`, the method with streams that the kit can use" };

async function inputCredit({ start, statement }: CheckContext): Promise<Finding> {
  await using probe = start();
  const asked = await startSplit(probe);
  if (!asked) return NO_SPLIT;
  const frames = WINDOW * 4;
  for (let sent = 0; sent < frames; sent++) {
    const mayGo = () => asked.inputFrames - asked.inputCredited < WINDOW;
    while (!mayGo()) {
      const before = asked.frames;
      await probe.until(
        () => mayGo() || asked.frames > before || asked.answer !== undefined,
        "R25",
        "No credit came",
      );
      if (asked.answer) throw new Violation("R25", "It answered before its input had ended");
      await probe.giveCredit(asked);
    }
    await probe.input(asked, Array(SMALL_FRAME).fill({ text: statement }));
  }
  await probe.send({ type: "end", id: asked.id });
  await readToEnd(probe, asked);
  return { seen: `${frames} frames with a window of ${WINDOW}` };
}

/** Gives credit until the answer has come. */
async function readToEnd(probe: Probe, asked: Asked): Promise<void> {
  while (!asked.answer) {
    await probe.giveCredit(asked);
    const before = asked.frames;
    await probe.until(
      () => asked.frames > before || asked.answer !== undefined,
      "R26",
      "With credit for its items a split did not go on",
    );
  }
  if (asked.answer.type === "failure") {
    throw new Violation("R16", `split failed: ${asked.answer.error.message}`);
  }
}

async function outputCredit({ start, statement, quietMs }: CheckContext): Promise<Finding> {
  await using probe = start();
  const asked = await startSplit(probe);
  if (!asked) return NO_SPLIT;
  const texts = Array(ITEMS_A_FRAME).fill({ text: statement });
  // As much input as it takes without credit for its output, and no credit for a while.
  for (let sent = 0; sent < 8 && asked.inputFrames - asked.inputCredited < WINDOW; sent++) {
    await probe.input(asked, texts);
    await probe.listen(quietMs);
  }
  await probe.listen(quietMs);
  const without = asked.frames;
  while (asked.inputFrames - asked.inputCredited >= WINDOW && asked.frames < 100) {
    await probe.giveCredit(asked);
    const { frames, inputCredited } = asked;
    const moved = () => asked.frames > frames || asked.inputCredited > inputCredited;
    await probe.until(moved, "R26", "With credit for its items a split did not go on");
  }
  await probe.send({ type: "end", id: asked.id });
  await readToEnd(probe, asked);
  if (asked.items.length === 0) throw new Violation("R26", "A split of statements gave no items");
  return { seen: `${without} frames without credit, ${asked.frames} in all, ${asked.items.length} items` };
}

async function nothingFollows({ start, statement, quietMs }: CheckContext): Promise<Finding> {
  await using probe = start();
  const asked = await startSplit(probe);
  if (!asked) return NO_SPLIT;
  await probe.input(asked, Array(SMALL_FRAME).fill({ text: statement }));
  await probe.send({ type: "end", id: asked.id });
  await readToEnd(probe, asked);
  await probe.ping("R16");
  await probe.listen(quietMs);
  return { seen: `${asked.items.length} items, the answer, nothing` };
}
