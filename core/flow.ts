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
  type Spec,
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

/** A session that was asked for a plan before the specs are there: the plugin looks at the database meanwhile. */
interface Asked {
  readonly session: Session;
  readonly planning: Promise<Plan>;
}

async function ask(
  road: Road,
  target: Target,
  specs: Promise<readonly Spec[]>,
  onHello?: () => void,
): Promise<Asked> {
  const session = await road.open(target, onHello);
  const planning = makePlan(session, specs, {
    ...road.planning,
    seedData: road.seedData || target.seedData,
  });
  planning.catch(() => {}); // told by who waits for it
  return { session, planning };
}

/**
 * Plans, hands the plan to `use` while the session is open, and closes the session whatever happens.
 * @throws {SchemaHeroError} for everything that is the user's to mend
 */
export async function withPlan<T>(road: Road, use: (planned: Planned) => Promise<T>): Promise<T> {
  const hello = Promise.withResolvers<void>();
  const specs = Promise.withResolvers<readonly Spec[]>();
  specs.promise.catch(() => {}); // told below
  const early = road.target && ask(road, road.target, specs.promise, hello.resolve);
  early?.catch(() => {}); // told below, unless the specs have an error of their own
  let asked: Asked | undefined;
  try {
    // Reading is one synchronous piece of work; before it the plugin gets what it needs to boot meanwhile.
    if (early) await Promise.race([hello.promise, early.catch(() => {})]);
    const loaded = await loadSpecs(road.source, road.specPath, {
      ...(road.specType && { specType: road.specType }),
      ...(early && { betweenFiles: turnsUntil(early) }),
    });
    const target = road.target ?? road.targetAmong(loaded);
    asked = await (early ?? ask(road, target, specs.promise));
    const { session, planning } = asked;
    await requireValid(loaded.specs, session.description, session.engine.specKey);
    specs.resolve(loaded.specs);
    const plan = await planning;
    const freeBytes = plan.disk && session.freeBytes(plan.disk.file);
    const verdict = judge(plan, road.permissions, freeBytes);
    return await use({ session, plan, verdict, notes: loaded.notes });
  } catch (error) {
    specs.reject(error); // ends what waits for them
    throw error;
  } finally {
    await (asked ?? await early?.catch(() => undefined))?.session.close();
  }
}

/** How long reading may keep the plugin's answers waiting, in milliseconds. */
const TURN_EVERY_MS = 4;

/**
 * Gives everything else a turn now and then, until the plan is asked for: a plugin that is greeted and connected reads
 * the database while the specs are read. With 1000 files it waited 130 ms without this.
 */
function turnsUntil(asked: Promise<Asked>): () => Promise<void> | undefined {
  let isWaiting = true;
  let last = performance.now();
  // One turn more than that, in which the request leaves.
  asked.catch(() => {}).finally(() => setTimeout(() => isWaiting = false, 0));
  return () => {
    if (!isWaiting || performance.now() - last < TURN_EVERY_MS) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        last = performance.now();
        resolve();
      }, 0)
    );
  };
}
