// The one road from spec files to a judged plan, used by the command line and by the operator alike:
//   files -> specs -> session (plugin process, connection) -> plan -> verdict -> whatever the caller does with it.
// It starts the plugin first and reads the specs while that process boots.
import type { Session } from "./host/session.ts";
import { makePlan, type PlanOptions } from "./plan/make.ts";
import type { Plan } from "./plan/plan.ts";
import { judge, type Permissions, type Verdict } from "./policy/policy.ts";
import {
  type FileSource,
  type Loaded,
  loadSpecs,
  type Note,
  requireValid,
  type SpecType,
} from "./specs/mod.ts";
import type { Target } from "./target.ts";

/** Everything that the road needs from its caller. */
export interface Road {
  readonly source: FileSource;
  /** A file or directory of specs. */
  readonly specPath: string;
  readonly specType?: SpecType;
  /** The connection, where it is known before the specs are read. */
  readonly target: Target | undefined;
  /** The connection that the specs themselves name. @throws {SchemaHeroError} when there is none */
  targetAmong(loaded: Loaded): Target;
  /** Opens it; calls `onHello` when the plugin has been greeted and works by itself. */
  open(target: Target, onHello?: () => void): Promise<Session>;
  readonly permissions: Permissions;
  readonly seedData: boolean;
  readonly planning?: Omit<PlanOptions, "seedData">;
}

/** A plan with what was said of it, while its session is still open. */
export interface Planned {
  readonly session: Session;
  readonly plan: Plan;
  readonly verdict: Verdict;
  readonly notes: readonly Note[];
}

/**
 * Plans, hands the plan to `use` while the session is open, and closes the session whatever happens.
 * @throws {SchemaHeroError} for everything that is the user's to mend
 */
export async function withPlan<T>(road: Road, use: (planned: Planned) => Promise<T>): Promise<T> {
  const hello = Promise.withResolvers<void>();
  const early = road.target && road.open(road.target, hello.resolve);
  early?.catch(() => {}); // told below, unless the specs have an error of their own
  let session: Session | undefined;
  try {
    // Reading is one synchronous piece of work; before it the plugin gets what it needs to boot meanwhile.
    if (early) await Promise.race([hello.promise, early.catch(() => {})]);
    const loaded = await loadSpecs(road.source, road.specPath, {
      ...(road.specType && { specType: road.specType }),
      ...(early && { betweenFiles: turnsUntil(early) }),
    });
    const target = road.target ?? road.targetAmong(loaded);
    session = await (early ?? road.open(target));
    await requireValid(loaded.specs, session.description, session.engine.specKey);
    const plan = await makePlan(session, loaded.specs, {
      ...road.planning,
      seedData: road.seedData || target.seedData,
    });
    const freeBytes = plan.disk && session.freeBytes(plan.disk.file);
    const verdict = judge(plan, road.permissions, freeBytes);
    return await use({ session, plan, verdict, notes: loaded.notes });
  } finally {
    await (session ?? await early?.catch(() => undefined))?.close();
  }
}

/** How long reading may keep the plugin's answers waiting, in milliseconds. */
const TURN_EVERY_MS = 4;

/**
 * Gives everything else a turn now and then, until the session is open: a plugin that is greeted and connected reads
 * the database while the specs are read. With 1000 files it waited 130 ms without this.
 */
function turnsUntil(opened: Promise<Session>): () => Promise<void> | undefined {
  let isOpening = true;
  let last = performance.now();
  opened.catch(() => {}).finally(() => isOpening = false);
  return () => {
    if (!isOpening || performance.now() - last < TURN_EVERY_MS) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        last = performance.now();
        resolve();
      }, 0)
    );
  };
}
