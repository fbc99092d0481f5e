// Where columns stand. Places mean nothing but where a document asks for one by `after`: that column then stands right
// behind the other, and all others keep their order.
import type { Column } from "../../protocol/model.ts";
import { columnExtra } from "./model.ts";

const keyOf = (name: string) => name.toLowerCase();

/** The order that is wanted, and who has to move for it. All names are folded. */
export interface ColumnOrder {
  readonly names: readonly string[];
  readonly moved: ReadonlySet<string>;
}

/**
 * The order of wanted columns beside what is there; new ones come last, unless they say where. Terminates because
 * `misplaced()` has refused wishes that contradict each other.
 * @param live the columns that are there, in their order; none for a new table
 */
export function columnOrder(live: readonly Column[], wanted: readonly Column[]): ColumnOrder {
  const names = wanted.map(({ name }) => keyOf(name));
  const there = live.map(({ name }) => keyOf(name)).filter((name) => names.includes(name));
  const order = [...there, ...names.filter((name) => !there.includes(name))];
  const wishes = wanted.flatMap((column): [string, string][] => {
    const { after } = columnExtra(column);
    return after === undefined ? [] : [[keyOf(column.name), keyOf(after)]];
  });
  const moved = new Set<string>();
  for (let round = 0; round <= wishes.length; round++) {
    const wrong = wishes.filter(([name, after]) => !standsBehind(order, name, after));
    if (wrong.length === 0) break;
    for (const [name, after] of wrong) {
      order.splice(order.indexOf(name), 1);
      order.splice(after === "first" ? 0 : order.indexOf(after) + 1, 0, name);
      moved.add(name);
    }
  }
  return { names: order, moved };
}

function standsBehind(order: readonly string[], name: string, after: string): boolean {
  return (order[order.indexOf(name) - 1] ?? "first") === after;
}

/** The first column whose `after` cannot come true, and why; undefined: all can. */
export function misplaced(
  columns: readonly { readonly name: string; readonly after?: string | undefined }[],
): { readonly index: number; readonly why: string } | undefined {
  const names = new Set(columns.map(({ name }) => keyOf(name)));
  const behind = new Map<string, string>();
  for (const [index, { name, after }] of columns.entries()) {
    if (after === undefined) continue;
    const place = keyOf(after);
    if (place !== "first" && !names.has(place)) return { index, why: `there is no column ${after}` };
    const rival = behind.get(place);
    if (rival !== undefined) return { index, why: `${rival} is to stand there, too` };
    behind.set(place, name);
    for (let next: string | undefined = name; next !== undefined; next = behind.get(keyOf(next))) {
      if (keyOf(next) === place) return { index, why: `${after} is to stand behind ${name} itself` };
    }
  }
  return undefined;
}
