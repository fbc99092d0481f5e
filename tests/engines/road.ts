// The road of core/flow.ts for tests: specs of a folder, one database, permissions; and what came of it.
import { FILES } from "../../core/cli/files.ts";
import { applyPlan } from "../../core/apply/apply.ts";
import { type Planned, type Road, withPlan } from "../../core/flow.ts";
import type { Plan } from "../../core/plan/plan.ts";
import { Secret } from "../../core/secrets/mod.ts";
import type { FileSource } from "../../core/specs/mod.ts";
import type { Opener } from "./session.ts";

/** What is planned, on what. */
export interface Route {
  readonly engine: string;
  readonly open: Opener;
  readonly uri: string;
  readonly specPath: string;
  readonly source?: FileSource;
  readonly allow?: readonly string[];
  readonly allowDestructive?: boolean;
  readonly seedData?: boolean;
}

/** Plans, and gives the plan to `use` while the session is open. */
export function planned<T>(route: Route, use: (planned: Planned) => Promise<T>): Promise<T> {
  const road: Road = {
    source: route.source ?? FILES,
    specPath: route.specPath,
    target: {
      engine: route.engine,
      uri: new Secret(route.uri, { isStruckOut: false }),
      options: {},
      seedData: false,
    },
    targetAmong: () => {
      throw new TypeError("The target is known");
    },
    open: route.open,
    permissions: { allow: route.allow ?? [], allowDestructive: route.allowDestructive ?? false },
    seedData: route.seedData ?? true,
  };
  return withPlan(road, use);
}

/** Plans only. */
export function planOf(route: Route): Promise<Plan> {
  return planned(route, ({ plan }) => Promise.resolve(plan));
}

/** Plans and applies whatever it takes. */
export function makeSo(route: Route): Promise<Plan> {
  return planned({ ...route, allowDestructive: true }, async ({ session, plan }) => {
    if (plan.statements.length > 0) await applyPlan(session, plan);
    return plan;
  });
}
