// Views and triggers: what specs want of them against what is there, as steps.
import type { DefinedObject } from "../../protocol/model.ts";
import { describeChange } from "../kit/model.ts";
import { orderSteps } from "../kit/order.ts";
import { foldAscii, quoteName, quoteNames } from "../kit/quote.ts";
import type { Report } from "./desired.ts";
import type { Catalog, CatalogView, SchemaObject } from "./inspect.ts";
import { isSameObject, namesOf } from "./object_form.ts";
import { createObjectStep, dropObjectStep, objectOf, type ObjectSteps } from "./object_steps.ts";
import type { ViewRequest } from "./requests.ts";
import type { PlannedStep } from "./steps.ts";
import { isContained, tokenize } from "./tokens.ts";
import { draftTriggers, type WantedObject } from "./triggers.ts";

/** A view that a spec wants, or wants gone. */
export interface WantedView {
  readonly request: ViewRequest;
  /** Undefined: it must not exist. */
  readonly view: WantedObject | undefined;
  /** Undefined: its triggers are not managed. */
  readonly triggers: readonly WantedObject[] | undefined;
}

/** The triggers that a spec wants on one table: all of them. */
export interface WantedTriggers {
  readonly table: string;
  readonly triggers: readonly WantedObject[];
}

/** Checks the spec of a view. Undefined when there are errors, which are reported. */
export function draftView(request: ViewRequest, report: Report): WantedView | undefined {
  const { spec, body } = request;
  if (body.isDeleted) return { request, view: undefined, triggers: undefined };
  let hasErrors = false;
  const tell: Report = (diagnostic) => {
    hasErrors = true;
    report(diagnostic);
  };
  const error = (code: string, message: string, path: readonly (string | number)[]) =>
    tell({ severity: "error", code, message, spec: spec.index, path });
  // A semicolon at the end belongs to no query, and a comment would swallow what is written after the statement.
  const tokens = tokenize(body.query ?? "");
  while (tokens.at(-1)?.value === ";") tokens.pop();
  const querySql = (body.query ?? "").slice(0, tokens.at(-1)?.end ?? 0).trim();
  if (body.query === undefined) error("missing-query", `View ${spec.name} has no query`, []);
  else if (querySql === "" || !isContained(querySql)) {
    error("invalid-query", `Not one complete SELECT statement: ${body.query}`, ["query"]);
  }
  (body.columns ?? []).forEach((column, index) => {
    if (column.includes("\0")) error("invalid-name", `A column's name holds a NUL`, ["columns", index]);
  });
  const owner = { kind: "view" as const, name: spec.name, columns: body.columns, spec: spec.index };
  const triggers = body.triggers && draftTriggers(owner, body.triggers, tell);
  if (hasErrors) return undefined;
  const columnsSql = body.columns ? ` (${quoteNames(body.columns)})` : "";
  const definition = `create view ${quoteName(spec.name)}${columnsSql} as ${querySql}`;
  const view = { object: { kind: "view", name: spec.name, definition }, spec: spec.index, path: ["query"] };
  return { request, view, triggers };
}

/** Plans views and triggers. `current`: the schema after renames; `live`: as it is. */
export class ObjectPlan {
  readonly #current: Catalog;
  readonly #live: Catalog;
  readonly #report: Report;
  readonly #drops: PlannedStep[] = [];
  readonly #creates: PlannedStep[] = [];
  readonly #droppedTriggers = new Set<string>();
  /** Views that get another name. */
  readonly #renamed = new Set<string>();
  readonly #changed: WantedObject[] = [];
  readonly #isName: (folded: string) => boolean;

  constructor(current: Catalog, live: Catalog, report: Report) {
    this.#current = current;
    this.#live = live;
    this.#report = report;
    this.#isName = namesOf(current);
  }

  /** The steps for all that is wanted. */
  make(tables: readonly WantedTriggers[], views: readonly WantedView[]): ObjectSteps {
    for (const { table, triggers } of tables) {
      this.#triggers(this.#current.tables.get(foldAscii(table))?.triggers ?? [], triggers);
    }
    const wanted = new Set(views.flatMap(({ view }) => view ? [foldAscii(view.object.name)] : []));
    // Views that go come last: by then it is known which of them get another name.
    const isGone = (each: WantedView) => each.view === undefined;
    for (const view of views) if (!isGone(view)) this.#view(view, wanted);
    for (const view of views) if (isGone(view)) this.#view(view, wanted);
    return {
      drops: orderSteps(this.#drops),
      creates: orderSteps(this.#creates),
      droppedTriggers: this.#droppedTriggers,
      changed: this.#changed,
    };
  }

  #view({ request, view, triggers }: WantedView, wanted: ReadonlySet<string>): void {
    const { name } = request.spec;
    const there = this.#current.views.get(foldAscii(name));
    if (!view) {
      if (there && !this.#renamed.has(there.name)) this.#drop(objectOf("view", there), "drop-object");
      return;
    }
    // Another case of letters is no difference, unless exactly that spelling is given as a former one.
    const isRespelt = there?.name !== name &&
      request.body.previousNames?.includes(there?.name ?? "") === true;
    if (there && !isRespelt && isSameObject(there.sql, view.object, this.#isName)) {
      if (triggers) this.#triggers(there.triggers, triggers);
      return;
    }
    const former = there ? undefined : this.#formerView(request, wanted);
    if (former) this.#rename(former, view, triggers);
    else if (there) this.#drop(objectOf("view", there), "replace-object");
    const lost = triggers ? [] : (there ?? this.#live.views.get(foldAscii(name)))?.triggers ?? [];
    if (!former) this.#create(view, there ? "replace-object" : "create-object", lost);
    for (const trigger of triggers ?? []) this.#create(trigger, "create-object");
  }

  #formerView({ body }: ViewRequest, wanted: ReadonlySet<string>): CatalogView | undefined {
    const name = body.previousNames?.find((previous) =>
      this.#current.views.has(foldAscii(previous)) && !wanted.has(foldAscii(previous))
    );
    return name === undefined ? undefined : this.#current.views.get(foldAscii(name));
  }

  /** SQLite cannot rename a view: the old one goes, the new one comes. */
  #rename(former: CatalogView, view: WantedObject, triggers: readonly WantedObject[] | undefined): void {
    const change = `Rename view ${former.name} to ${view.object.name}`;
    this.#renamed.add(former.name);
    if (!triggers && former.triggers.length > 0) {
      this.#report({
        severity: "error",
        code: "would-lose-triggers",
        message: `${change}: its triggers would be lost: ${
          former.triggers.map(({ name }) => name).join(", ")
        }`,
        hint: "SQLite cannot rename a view. Describe its triggers under triggers",
        spec: view.spec,
        path: ["previousNames"],
      });
    }
    this.#drops.push(dropObjectStep(objectOf("view", former), change, "rename"));
    this.#creates.push({ ...createObjectStep(view.object, change, "rename", []), origin: view });
    this.#changed.push(view);
  }

  /** All triggers of one table or view that stays. */
  #triggers(there: readonly SchemaObject[], wanted: readonly WantedObject[]): void {
    const left = new Map(there.map((trigger) => [foldAscii(trigger.name), trigger]));
    for (const trigger of wanted) {
      const live = left.get(foldAscii(trigger.object.name));
      left.delete(foldAscii(trigger.object.name));
      if (live && isSameObject(live.sql, trigger.object, this.#isName)) continue;
      if (live) this.#drop(objectOf("trigger", live), "replace-object");
      this.#create(trigger, live ? "replace-object" : "create-object");
    }
    for (const trigger of left.values()) this.#drop(objectOf("trigger", trigger), "drop-object");
  }

  #drop(object: DefinedObject, type: "drop-object" | "replace-object"): void {
    const change = describeChange({ type, table: object.table ?? object.name, object });
    this.#drops.push(dropObjectStep(object, change, type === "drop-object" ? "drop" : "alter"));
    if (object.kind === "trigger") this.#droppedTriggers.add(foldAscii(object.name));
  }

  #create(
    wanted: WantedObject,
    type: "create-object" | "replace-object",
    lost: readonly SchemaObject[] = [],
  ): void {
    const { object } = wanted;
    const change = describeChange({ type, table: object.table ?? object.name, object });
    const kind = type === "create-object" ? "create" : "alter";
    this.#creates.push({ ...createObjectStep(object, change, kind, lost), origin: wanted });
    this.#changed.push(wanted);
  }
}
