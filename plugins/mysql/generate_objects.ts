// Views, triggers, routines and events as bodies of documents: the inverse of views.ts, triggers.ts and programs.ts.
import type { DocumentDraft } from "../kit/generate.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import type { Body } from "./generate_table.ts";
import type { EventFacts, RoutineFacts } from "./programs.ts";
import type { ServerFacts } from "./server.ts";
import { hasOwnNames, viewAlgorithm, viewFacts } from "./views.ts";

/** Documents of all that is not a table or a trigger. */
export async function objectDrafts(driver: Driver, { objects, server }: Catalog): Promise<DocumentDraft[]> {
  const drafts: DocumentDraft[] = [];
  for (const object of objects.values()) {
    const { kind, name } = object;
    if (kind === "trigger") continue;
    const unexpressed: string[] = [];
    if (kind === "view") {
      const algorithm = viewFacts(object).algorithm ?? await viewAlgorithm(driver, name);
      drafts.push({ kind: "View", name, body: viewBody(object, algorithm, server), unexpressed });
    } else if (kind === "event") {
      drafts.push({ kind: "Event", name, body: eventBody(object, server), unexpressed });
    } else {
      const body = routineBody(object, server, unexpressed);
      drafts.push({ kind: kind === "function" ? "Function" : "Procedure", name, body, unexpressed });
    }
  }
  return drafts;
}

/** Who applies it is the definer of all that names none. */
function definerOf(definer: string | null | undefined, { user }: ServerFacts): Body {
  return definer === null || definer === undefined || definer === user ? {} : { definer };
}

function viewBody(object: CatalogObject, algorithm: string, server: ServerFacts): Body {
  const facts = viewFacts(object);
  const { query, checkOption, security, definer } = facts;
  return {
    query,
    ...(hasOwnNames(facts) && { columns: facts.columns }),
    ...(algorithm !== "undefined" && { algorithm }),
    ...(security !== "definer" && { security }),
    ...(checkOption !== "none" && { checkOption }),
    ...definerOf(definer, server),
  };
}

function routineBody({ kind, facts }: CatalogObject, server: ServerFacts, unexpressed: string[]): Body {
  // inspect_objects.ts makes facts of this type.
  const routine = facts as unknown as RoutineFacts;
  const { params, returns, body, deterministic, dataAccess, security, comment, definer } = routine;
  for (const each of [...params, ...(returns ? [returns] : [])]) {
    if (each.collation !== undefined) {
      unexpressed.push(`the collation ${each.collation} of ${each.name ?? "the result"}`);
    }
  }
  return {
    ...(params.length > 0 && {
      params: params.map(({ name, type, mode }) => ({
        name,
        type,
        ...(kind === "procedure" && mode !== "in" && { mode }),
      })),
    }),
    ...(returns && { return: returns.type }),
    ...(deterministic && { deterministic }),
    ...(dataAccess !== "contains sql" && { dataAccess }),
    ...(security !== "definer" && { security }),
    ...(comment !== "" && { comment }),
    ...definerOf(definer, server),
    as: body,
  };
}

function eventBody({ facts }: CatalogObject, server: ServerFacts): Body {
  // As above.
  const { at, every, starts, ends, body, status, preserve, comment, definer } =
    facts as unknown as EventFacts;
  return {
    ...(at !== null && at !== undefined && { at }),
    ...(every !== undefined &&
      { every: /^\d+ \w+$/.test(every) ? every : every.replace(/^'?([^']*)'? (\w+)$/, "'$1' $2") }),
    ...(starts !== null && starts !== undefined && { starts }),
    ...(ends !== null && ends !== undefined && { ends }),
    ...(status !== "enabled" && { status }),
    ...(preserve && { preserve }),
    ...(comment !== "" && { comment }),
    ...definerOf(definer, server),
    body,
  };
}

/** The triggers of one table, as a part of its body. */
export function tableTriggers(table: string, { objects, server }: Catalog): Body {
  const triggers = [...objects.values()].filter((object) =>
    object.kind === "trigger" && server.foldTable(object.table ?? "") === server.foldTable(table)
  );
  if (triggers.length === 0) return {};
  return {
    triggers: triggers.map(({ name, facts }) => ({
      name,
      timing: facts["timing"],
      event: facts["event"],
      body: facts["body"],
      ...definerOf(typeof facts["definer"] === "string" ? facts["definer"] : null, server),
    })),
  };
}
