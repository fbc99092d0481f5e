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
  if (!found) openKernel()?.[Symbol.dispose]();
  return found ?? nothing("its kernel was not looked at");
}

/** The kernel, to make walls with; undefined where it can make none. Loading its library costs 1 to 2 ms. */
export function openKernel(): Kernel | undefined {
  if (found?.hasKernel === false) return undefined;
  try {
    const kernel = Kernel.open();
    found ??= standingOf(kernel);
    return kernel;
  } catch (error) {
    found = nothing(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function standingOf(kernel: Kernel): Standing {
  const landlockAbi = kernel.landlockAbi();
  const hasSeccomp = kernel.hasSeccomp();
  const missing = [
    ...missingInLandlock(landlockAbi),
    ...(hasSeccomp ? [] : ["other system calls (needs a kernel with seccomp)"]),
  ];
  return { hasKernel: true, landlockAbi, hasSeccomp, missing };
}

function nothing(reason: string): Standing {
  return { hasKernel: false, landlockAbi: 0, hasSeccomp: false, missing: [`anything: ${reason}`] };
}
