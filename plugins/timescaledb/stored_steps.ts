// The statements for compression and jobs of a hypertable or a continuous aggregate.
import type { Hazard } from "../../protocol/plan.ts";
import { quoteName, quoteNames } from "../kit/quote.ts";
import { labelOf } from "../postgres/catalog.ts";
import { textLiteral } from "../postgres/literal.ts";
import { type QualifiedName, quoteQualified } from "../postgres/model.ts";
import type { ServerFacts } from "../postgres/server.ts";
import { key, NOTHING, type PlannedStep, statement } from "../postgres/steps.ts";
import { callSql, type TimescaleFacts } from "./facts.ts";
import {
  type Columnstore,
  type Order,
  type Policy,
  POLICY_KINDS,
  type PolicyKind,
  type Stored,
} from "./model.ts";

/** The relation whose storage changes. */
export interface Relation extends QualifiedName {
  readonly kind: "table" | "continuous aggregate";
  /** The keys that must be there before. */
  readonly requires: readonly string[];
}

const NOTHING_STORED: Stored = { policies: {} };
const WORDS: Readonly<Record<PolicyKind, string>> = {
  compression: "compression",
  retention: "retention",
  reorder: "reorder",
  refresh: "continuous_aggregate",
};

/** Makes the steps for one relation. */
export class StoredSteps {
  readonly #relation: Relation;
  readonly #facts: TimescaleFacts;
  readonly #label: string;

  constructor(relation: Relation, facts: TimescaleFacts, server: ServerFacts) {
    this.#relation = relation;
    this.#facts = facts;
    this.#label = labelOf(server, relation.schema, relation.name);
  }

  /** From nothing, or from what is there. */
  steps(to: Stored, from: Stored = NOTHING_STORED): PlannedStep[] {
    const changed = POLICY_KINDS.filter((kind) => !isSamePolicy(from.policies[kind], to.policies[kind]));
    return [
      ...changed.toReversed().flatMap((kind) => from.policies[kind] ? [this.#removePolicy(kind)] : []),
      ...this.#columnstore(from.columnstore, to.columnstore),
      ...changed.flatMap((kind) => {
        const policy = to.policies[kind];
        return policy ? [this.#addPolicy(kind, policy, from.policies[kind] !== undefined)] : [];
      }),
    ];
  }

  /** A statement about the relation. */
  step(
    sql: string,
    words: string,
    hazards: readonly Hazard[] = [],
    more: readonly string[] = [],
  ): PlannedStep {
    const { schema, name, requires, kind } = this.#relation;
    const object = { kind, ...(schema !== undefined && schema !== "" && { schema }), name };
    return {
      ...NOTHING,
      requires: [...requires, ...more],
      statements: [statement(sql, "alter", object, `${words} ${this.#label}`, { hazards })],
    };
  }

  #columnstore(from: Columnstore | undefined, to: Columnstore | undefined): PlannedStep[] {
    if (isSameColumnstore(from, to)) return [];
    const headSql = this.#relation.kind === "table" ? "alter table" : "alter materialized view";
    const set = (optionsSql: string) => `${headSql} ${quoteQualified(this.#relation)} set (${optionsSql})`;
    if (!to) return [this.step(set("timescaledb.compress = false"), "Switch off compression of")];
    const options = [
      ...(from ? [] : ["timescaledb.compress = true"]),
      ...(to.segmentBy === undefined || (from && isSame(from.segmentBy, to.segmentBy))
        ? []
        : [`timescaledb.compress_segmentby = ${textLiteral(quoteNames(to.segmentBy))}`]),
      ...(to.orderBy === undefined || (from && isSame(from.orderBy, to.orderBy))
        ? []
        : [`timescaledb.compress_orderby = ${textLiteral(to.orderBy.map(orderSql).join(", "))}`]),
    ];
    const words = from ? "Compress new chunks otherwise in" : "Switch on compression of";
    const columns = [...to.segmentBy ?? [], ...(to.orderBy ?? []).map(({ column }) => column)];
    const keys = this.#relation.kind === "table"
      ? columns.map((each) => key.column(this.#relation, each))
      : [];
    const optionsSql = options.join(", ");
    return [this.step(set(optionsSql), words, [], keys)];
  }

  #removePolicy(kind: PolicyKind): PlannedStep {
    const sql = callSql(this.#facts, "select", `remove_${WORDS[kind]}_policy`, [this.#regclass()]);
    return this.step(sql, `Remove the ${kind} policy of`);
  }

  #addPolicy(
    kind: PolicyKind,
    { after, index, start, end, schedule }: Policy,
    isChanged: boolean,
  ): PlannedStep {
    const own = (() => {
      switch (kind) {
        case "compression":
          return [`compress_after => ${lengthLiteral(after)}`];
        case "retention":
          return [`drop_after => ${lengthLiteral(after)}`];
        case "reorder":
          return [textLiteral(index ?? "")];
        case "refresh":
          return [`start_offset => ${lengthLiteral(start)}`, `end_offset => ${lengthLiteral(end)}`];
      }
    })();
    const everySql = schedule === undefined ? [] : [`schedule_interval => ${lengthLiteral(schedule)}`];
    const add = (args: readonly string[]) =>
      callSql(this.#facts, "select", `add_${WORDS[kind]}_policy`, [this.#regclass(), ...own, ...args]);
    // Only the policy of reordering does not take a schedule; it gives the job's number.
    const sql = kind === "reorder" && everySql.length > 0
      ? callSql(this.#facts, "select", "alter_job", [add([]).replace(/^select /, ""), ...everySql])
      : add(everySql);
    const { schema } = this.#relation;
    return this.step(
      sql,
      `${isChanged ? "Change" : "Add"} the ${kind} policy of`,
      [],
      index === undefined ? [] : [key.index(schema, index)],
    );
  }

  #regclass(): string {
    return textLiteral(quoteQualified(this.#relation));
  }
}

/** A length as an argument: an interval, a number, or null for none. */
export function lengthLiteral(text: string | undefined): string {
  if (text === undefined) return "null";
  return /^\d+$/.test(text) ? text : `interval ${textLiteral(text)}`;
}

function orderSql({ column, descending, nullsFirst }: Order): string {
  const nullsSql = nullsFirst === descending ? "" : nullsFirst ? " nulls first" : " nulls last";
  return `${quoteName(column)}${descending ? " desc" : ""}${nullsSql}`;
}

/** True when nothing is to be done about compression and jobs. */
export function isSameStored(live: Stored, wanted: Stored): boolean {
  return isSameColumnstore(live.columnstore, wanted.columnstore) &&
    POLICY_KINDS.every((kind) => isSamePolicy(live.policies[kind], wanted.policies[kind]));
}

function isSameColumnstore(live: Columnstore | undefined, wanted: Columnstore | undefined): boolean {
  if (!live || !wanted) return live === wanted;
  return (wanted.segmentBy === undefined || isSame(live.segmentBy, wanted.segmentBy)) &&
    (wanted.orderBy === undefined || isSame(live.orderBy, wanted.orderBy));
}

function isSamePolicy(live: Policy | undefined, wanted: Policy | undefined): boolean {
  if (!live || !wanted) return live === wanted;
  const { schedule = live.schedule, ...own } = wanted;
  return isSame({ after: live.after, index: live.index, start: live.start, end: live.end }, {
    after: own.after,
    index: own.index,
    start: own.start,
    end: own.end,
  }) && live.schedule === schedule;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What is wanted, with what its document leaves as it is. */
export function keptStored(wanted: Stored, live: Stored): Stored {
  const policies = POLICY_KINDS.flatMap((kind) => {
    const policy = wanted.policies[kind];
    return policy ? [[kind, { schedule: live.policies[kind]?.schedule, ...policy }] as const] : [];
  });
  return {
    ...(wanted.columnstore && { columnstore: { ...live.columnstore, ...wanted.columnstore } }),
    policies: Object.fromEntries(policies),
  };
}

/** Compression and jobs as keys of a document. */
export function storedBody({ columnstore, policies }: Stored): Readonly<Record<string, unknown>> {
  const { compression, retention, reorder, refresh } = policies;
  const every = (policy: Policy) => policy.schedule !== undefined && { scheduleInterval: policy.schedule };
  return {
    ...(columnstore && {
      compression: {
        ...(columnstore.segmentBy && { segmentBy: columnstore.segmentBy.map((each) => quoteName(each)) }),
        ...(columnstore.orderBy && { orderBy: columnstore.orderBy.map(orderSql) }),
        ...(compression && { interval: compression.after, ...every(compression) }),
      },
    }),
    ...(retention && { retention: { interval: retention.after, ...every(retention) } }),
    ...(reorder && { reorder: { index: reorder.index, ...every(reorder) } }),
    ...(refresh && {
      refresh: {
        ...(refresh.start !== undefined && { startOffset: refresh.start }),
        ...(refresh.end !== undefined && { endOffset: refresh.end }),
        ...every(refresh),
      },
    }),
  };
}
