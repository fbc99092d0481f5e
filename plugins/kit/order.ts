// Puts steps in an order in which each can run: a graph of what steps make, need, free and remove, not phases.
// Knows nothing of SQL; keys are whatever the engine names its objects by.

/** What one step of a plan makes, needs and takes away. Keys are compared as they are. */
export interface Step {
  /** Exists after the step: a table, a column, an index. */
  readonly produces: readonly string[];
  /** Must exist before the step. */
  readonly requires: readonly string[];
  /** No longer exists after the step. */
  readonly removes: readonly string[];
  /** No longer used after the step, so that another may remove it: dropping an index frees its columns. */
  readonly releases: readonly string[];
  /** Keys that others may also mean by what it makes: a name without its schema. Those that require them go after it. */
  readonly answersTo?: readonly string[];
  /** Better there before the step: words of its text that may be names. */
  readonly prefers?: readonly string[];
  /** Perhaps no longer used after the step, which others may remove then: words of the text of what it drops. */
  readonly mayRelease?: readonly string[];
}

/**
 * Orders steps: makers before users, users that let go before removers, removers of a name before its new makers.
 * What is only likely (a name that several makers answer to, a word that may be a name) never closes a circle: the
 * likeliest are counted first. Stable: steps that do not depend on one another keep their order. In a cycle of what is
 * certain the earliest step goes first.
 */
export function orderSteps<S extends Step>(steps: readonly S[]): S[] {
  const edges = edgesOf(steps);
  for (const tier of likelyEdges(steps)) {
    for (const [after, before] of tier) {
      if (before !== after && !waitsFor(edges, before, after)) edges[after]?.add(before);
    }
  }
  return orderByEdges(steps, edges);
}

/** Orders items so that each comes after those that `before` names, by index. Stable; cycles as in orderSteps. */
export function orderByEdges<T>(items: readonly T[], before: readonly ReadonlySet<number>[]): T[] {
  const done = new Set<number>();
  const open = new Set<number>();
  const ordered: T[] = [];
  // Iterative depth-first walk: a chain of 100,000 tables must not overflow the stack.
  for (let root = 0; root < items.length; root++) {
    const path: { readonly index: number; readonly rest: Iterator<number> }[] = [];
    const enter = (index: number) => {
      open.add(index);
      path.push({ index, rest: [...(before[index] ?? [])].sort((a, b) => a - b)[Symbol.iterator]() });
    };
    if (!done.has(root)) enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.next();
      if (!next.done) {
        if (!done.has(next.value) && !open.has(next.value)) enter(next.value);
        continue;
      }
      path.pop();
      open.delete(top.index);
      done.add(top.index);
      const item = items[top.index];
      if (item !== undefined) ordered.push(item);
    }
  }
  return ordered;
}

/** The edges that are certain: for each step, those that go before it. */
function edgesOf(steps: readonly Step[]): Set<number>[] {
  const producers = indexBy(steps, (step) => step.produces);
  const removers = indexBy(steps, (step) => step.removes);
  const releasers = indexBy(steps, (step) => step.releases);
  const users = indexBy(steps, (step) => step.requires);
  return steps.map((step, index) => {
    const before = new Set<number>();
    const add = (others: readonly number[] | undefined) => others?.forEach((other) => before.add(other));
    for (const key of step.requires) {
      const makers = producers.get(key);
      if (makers?.length === 1) add(makers);
    }
    for (const key of step.produces) {
      // Two that both change a thing where it is need not wait for one another.
      const isRenewed = step.removes.includes(key);
      add(removers.get(key)?.filter((other) => !isRenewed || !steps[other]?.produces.includes(key)));
    }
    for (const key of step.removes) {
      add(releasers.get(key));
      // What still needs the thing as it was goes first, unless it waits for the name to be made anew.
      if (!producers.has(key)) add(users.get(key));
    }
    before.delete(index);
    return before;
  });
}

type Edge = readonly [after: number, before: number];

/** The edges that are likely, the likeliest first: one of several makers is needed, then words that may be names. */
function likelyEdges(steps: readonly Step[]): readonly (readonly Edge[])[] {
  const producers = indexBy(steps, (step) => step.produces);
  const answering = indexBy(steps, (step) => step.answersTo ?? []);
  const removers = indexBy(steps, (step) => step.removes);
  const needed: Edge[] = [];
  const worded: Edge[] = [];
  for (const [index, step] of steps.entries()) {
    const add = (edges: Edge[], others: readonly number[] = []) =>
      others.forEach((other) => edges.push([index, other]));
    for (const key of step.requires) {
      const makers = producers.get(key) ?? [];
      if (makers.length > 1) add(needed, makers);
      add(needed, answering.get(key));
    }
    for (const key of step.prefers ?? []) {
      add(worded, producers.get(key));
      add(worded, answering.get(key));
    }
    for (const key of step.mayRelease ?? []) {
      for (const other of removers.get(key) ?? []) worded.push([other, index]);
    }
  }
  return [needed, worded];
}

/** True when `from` comes after `to`, at whatever distance. */
function waitsFor(before: readonly ReadonlySet<number>[], from: number, to: number): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true;
    for (const each of before[next] ?? []) {
      if (seen.has(each)) continue;
      seen.add(each);
      open.push(each);
    }
  }
  return false;
}

function indexBy(
  steps: readonly Step[],
  keysOf: (step: Step) => readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const map = new Map<string, number[]>();
  steps.forEach((step, index) => {
    for (const key of keysOf(step)) {
      const list = map.get(key);
      if (list) list.push(index);
      else map.set(key, [index]);
    }
  });
  return map;
}
