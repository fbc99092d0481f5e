// Which of the kernel's walls stand on this machine. Asked once a run, of the kernel itself.
import { Kernel } from "./kernel.ts";
import { missingInLandlock } from "./landlock.ts";

/** What the kernel of this machine can do. */
export interface Standing {
  /** False where nothing can be bound. */
  readonly hasKernel: boolean;
  /** Version of Landlock; 0 where there is none. */
  readonly landlockAbi: number;
  readonly hasSeccomp: boolean;
  /** What a plugin is not kept from, in words; empty when everything stands. */
  readonly missing: readonly string[];
}

let found: Standing | undefined;

/** Which walls stand. */
export function standingWalls(): Standing {
  return found ??= look();
}

function look(): Standing {
  try {
    using kernel = Kernel.open();
    const landlockAbi = kernel.landlockAbi();
    const hasSeccomp = kernel.hasSeccomp();
    const missing = [
      ...missingInLandlock(landlockAbi),
      ...(hasSeccomp ? [] : ["other system calls (needs a kernel with seccomp)"]),
    ];
    return { hasKernel: true, landlockAbi, hasSeccomp, missing };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { hasKernel: false, landlockAbi: 0, hasSeccomp: false, missing: [`anything: ${reason}`] };
  }
}
