// One object must be described in one place. Called by load.ts when all documents have been read.
import { isMap } from "./cell.ts";
import type { Collected, UnplacedProblem } from "./reading.ts";
import { bodyFor, type DatabaseDocument, type Spec } from "./spec.ts";

/** A problem for each document that describes what an earlier one has described. */
export function duplicatesAmong({ specs, databases }: Collected): UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  const firsts = new Map<string, Spec | DatabaseDocument>();
  const claim = (key: string, what: string, item: Spec | DatabaseDocument): boolean => {
    const first = firsts.get(key);
    if (!first) firsts.set(key, item);
    else problems.push(problem(what, item, first));
    return !first;
  };
  for (const database of databases) claim(`Database ${database.name}`, `Database ${database.name}`, database);
  for (const spec of specs) {
    // A table may be described for each engine in a document of its own; rows alone describe no table.
    for (const specKey of Object.keys(spec.bodies)) {
      if (!claim(identity(spec, specKey), `${spec.kind} ${spec.name}`, spec)) break;
    }
  }
  return problems;
}

/** What makes two specs mean one object: for a database schema other than the default, `schema` in the body counts. */
function identity(spec: Spec, specKey: string): string {
  const body = bodyFor(spec, specKey);
  const schema = isMap(body) ? body["schema"] : undefined;
  // Functions of one name live beside each other when their parameters differ.
  const parameters = spec.kind === "Function" && isMap(body) ? body["params"] : undefined;
  return JSON.stringify([spec.kind, spec.database, specKey, schema, spec.name, parameters], exact);
}

function exact(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function problem(
  what: string,
  { origin }: Spec | DatabaseDocument,
  { origin: first }: Spec | DatabaseDocument,
): UnplacedProblem {
  const { file, index, line } = first.document;
  const where = index === 0 ? file.path : `${file.path}, the document from line ${line + 1}`;
  return {
    code: "duplicate",
    message: `${what} is described twice: here and in ${where}`,
    hint: "Keep one of them",
    document: origin.document,
    path: [...origin.spec, "name"],
    at: "value",
  };
}
