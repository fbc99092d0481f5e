// What documents say of compression, jobs and lengths of time, checked and in the form in which it is compared.
import type { Report, SpecPath } from "../postgres/draft.ts";
import { keptName } from "../postgres/model.ts";
import { isPunctuation, tokenize } from "../postgres/tokens.ts";
import { lengthText, microsOf, readLength } from "./interval.ts";
import type { Columnstore, Dimension, Order, Policies, Policy } from "./model.ts";
import type { CompressionSpec, HypertableSpec, RefreshSpec, RetentionSpec } from "./spec.ts";

/** What is wrong is reported for one spec. */
export class Checker {
  readonly #report: Report;
  readonly #spec: number;

  constructor(report: Report, spec: number) {
    this.#report = report;
    this.#spec = spec;
  }

  error(message: string, path: SpecPath, hint?: string, code = "invalid-hypertable"): void {
    this.#report({
      severity: "error",
      code,
      message,
      spec: this.#spec,
      path,
      ...(hint !== undefined && { hint }),
    });
  }

  /** A length in its one form; a number where time is one. */
  length(value: Scalar, path: SpecPath): string | undefined {
    if (value === undefined || value === null) return undefined;
    const text = String(value).trim();
    if (/^\d{1,18}$/.test(text)) return text;
    const length = readLength(text);
    if (!length) {
      this.error(
        `Not a length of time: ${text}`,
        path,
        "Write 7 days, 12 hours, or a number where the time column is one",
      );
    }
    return length && lengthText(length);
  }

  /** How much a partition holds: microseconds, or a number where the column is one. */
  interval(value: Scalar, path: SpecPath): Pick<Dimension, "interval" | "written"> {
    const written = this.length(value, path);
    if (written === undefined) return {};
    const length = readLength(written);
    return { interval: length ? String(microsOf(length)) : written, written };
  }

  columnstore(spec: CompressionSpec | undefined): Columnstore | undefined {
    if (!spec) return undefined;
    const path = (key: string): SpecPath => ["compression", key];
    const segmentBy = spec.segmentBy === undefined
      ? undefined
      : partsOf(spec.segmentBy).map((text) => this.#order(text, path("segmentBy")).column);
    const orderBy = spec.orderBy === undefined
      ? undefined
      : partsOf(spec.orderBy).map((text) => this.#order(text, path("orderBy")));
    return { ...(segmentBy && { segmentBy }), ...(orderBy && { orderBy }) };
  }

  policies(spec: {
    readonly compression?: CompressionSpec;
    readonly retention?: RetentionSpec;
    readonly reorder?: HypertableSpec["reorder"];
    readonly refresh?: RefreshSpec;
  }): Policies {
    const { compression, retention, reorder, refresh } = spec;
    if (retention && (retention.interval === undefined || retention.interval === null)) {
      this.error(
        "Retention says nothing of how old chunks are dropped",
        ["retention"],
        "Give it an `interval`",
      );
    }
    const after = compression && this.length(compression.interval, ["compression", "interval"]);
    return {
      ...(compression && after !== undefined && {
        compression: { after, ...this.#schedule(compression, "compression") },
      }),
      ...(retention && {
        retention: {
          after: this.length(retention.interval, ["retention", "interval"]) ?? "",
          ...this.#schedule(retention, "retention"),
        },
      }),
      ...(reorder && { reorder: { index: keptName(reorder.index), ...this.#schedule(reorder, "reorder") } }),
      ...(refresh && { refresh: this.#refresh(refresh) }),
    };
  }

  #refresh(refresh: RefreshSpec): Policy {
    const start = this.length(refresh.startOffset, ["refresh", "startOffset"]);
    const end = this.length(refresh.endOffset, ["refresh", "endOffset"]);
    return {
      ...(start !== undefined && { start }),
      ...(end !== undefined && { end }),
      schedule: this.length(refresh.scheduleInterval, ["refresh", "scheduleInterval"]) ?? "24 hours",
    };
  }

  #schedule(
    { scheduleInterval }: { readonly scheduleInterval?: Scalar },
    key: string,
  ): Pick<Policy, "schedule"> {
    const schedule = this.length(scheduleInterval, [key, "scheduleInterval"]);
    return schedule === undefined ? {} : { schedule };
  }

  /** `time desc nulls last` or `"Time"`. */
  #order(text: string, path: SpecPath): Order {
    const [column, ...words] = tokenize(text);
    const rest = words.map(({ value }) => value).join(" ");
    const match = /^(asc|desc)?\s?(?:nulls (first|last))?$/.exec(rest);
    if ((column?.kind !== "word" && column?.kind !== "name") || !match) {
      this.error(
        `Not a column: ${text}`,
        path,
        "Write a column's name, in an order with asc or desc behind it",
      );
    }
    const descending = match?.[1] === "desc";
    const nulls = match?.[2];
    return {
      column: column?.value ?? "",
      descending,
      nullsFirst: nulls === undefined ? descending : nulls === "first",
    };
  }
}

type Scalar = string | number | bigint | boolean | null | undefined;

/** The entries of a list, or of one text with commas. */
function partsOf(value: string | readonly string[]): readonly string[] {
  if (typeof value !== "string") return value;
  const parts: string[] = [];
  let begin = 0;
  for (const token of tokenize(value)) {
    if (!isPunctuation(token, ",")) continue;
    parts.push(value.slice(begin, token.start));
    begin = token.end;
  }
  return [...parts, value.slice(begin)].map((each) => each.trim()).filter((each) => each !== "");
}
