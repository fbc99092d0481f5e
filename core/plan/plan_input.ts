// What a plugin is sent to plan or to render fixtures: all specs, then the rows it asks for.
import type { PlanInput } from "../../protocol/plan.ts";
import { bodyFor, type Spec } from "../specs/mod.ts";

/** The specs whose rows the plugin has asked for and not yet been sent. */
export class Wishes {
  readonly #specs: number[] = [];
  #wake: (() => void) | undefined;

  add(specs: readonly number[]): void {
    this.#specs.push(...specs);
    this.#wake?.();
  }

  async next(): Promise<number> {
    while (true) {
      const spec = this.#specs.shift();
      if (spec !== undefined) return spec;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }
}

/**
 * The stream of specs, as soon as they are there, then of the rows that the plugin asks for, in the order in which it
 * asks.
 * @param seedData false: rows are not offered
 */
export async function* planInput(
  awaited: readonly Spec[] | Promise<readonly Spec[]>,
  specKey: string,
  seedData: boolean,
  wanted: Wishes,
): AsyncGenerator<PlanInput> {
  const specs = await awaited;
  let withRows = 0;
  for (const [index, spec] of specs.entries()) {
    const hasRows = seedData && spec.rows !== undefined;
    const body = bodyFor(spec, specKey);
    if (hasRows) withRows++;
    else if (body === undefined) continue; // rows only, and rows are not wanted
    const { kind, name } = spec;
    yield {
      type: "spec",
      spec: {
        index,
        kind,
        name,
        hasRows,
        ...(body !== undefined && { body: body as Record<string, unknown> }),
      },
    }; // the body is a map: the plugin's schema for the kind was checked
  }
  yield { type: "specs-end" };
  for (let sent = 0; sent < withRows; sent++) {
    const index = await wanted.next();
    for await (const rows of specs[index]?.rows?.items(index) ?? []) yield { type: "rows", rows };
  }
}
