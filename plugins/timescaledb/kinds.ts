// The kinds of object that a TimescaleDB has: PostgreSQL's, hypertables and continuous aggregates. A document about a
// continuous aggregate wants no other view of that name.
import type { Kind } from "../postgres/kind.ts";
import { MATERIALIZED_VIEW } from "../postgres/kinds/materialized_view.ts";
import { KINDS } from "../postgres/kinds/mod.ts";
import { VIEW } from "../postgres/kinds/view.ts";
import { aggregateKind, isAggregate } from "./aggregate.ts";
import type { TimescaleFacts } from "./facts.ts";
import { hypertableKind } from "./hypertable.ts";
import type { Living } from "./model.ts";

/** The kinds, for one connection. Those of TimescaleDB read last: they take out of the others what is its own. */
export function kindsFor(facts: TimescaleFacts): readonly Kind[] {
  const living: Living = { filled: new Map(), chunks: new Map(), compressed: new Map() };
  const others = KINDS.map((kind) =>
    kind === VIEW || kind === MATERIALIZED_VIEW ? besideAggregates(kind) : kind
  );
  return [...others, hypertableKind(facts, living), aggregateKind(facts, living)];
}

function besideAggregates(kind: Kind): Kind {
  return {
    ...kind,
    wanted: (requests, tables, context) =>
      kind.wanted(
        requests.map((request) => isAggregate(request) ? { ...request, body: { isDeleted: true } } : request),
        tables,
        context,
      ),
  };
}
