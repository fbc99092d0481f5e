// Writes objects that a plugin described as YAML documents, and chooses their names and files. Pure: the command
// does the writing. What it writes, core/specs reads back to the same values.
import { stringify } from "yaml";

/** An object of a database with the body of its document. */
export interface DescribedObject {
  readonly kind: string;
  /** Its name in the database. */
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A document, ready to be written. */
export interface GeneratedDocument {
  /** The name for Kubernetes; the file is called so, too. Unique among the documents. */
  readonly metadataName: string;
  /** `<metadataName>.yaml` */
  readonly fileName: string;
  readonly object: DescribedObject;
  readonly text: string;
}

/** The file that lists the others for `kubectl apply -k`. */
export const KUSTOMIZATION_FILE = "kustomization.yaml";

/** Kubernetes allows 253 characters in a name; the rest is for a number and the file's ending. */
const MAX_NAME = 240;

/**
 * Texts that YAML 1.1, which Kubernetes' own reader follows in part, takes for a truth value or a number are quoted,
 * and long lines are left whole: a folded line is hard to read in a diff.
 */
const STYLE = {
  version: "1.2",
  compat: "yaml-1.1",
  lineWidth: 0,
  blockQuote: "literal",
  aliasDuplicateObjects: false,
} as const;

/**
 * The documents of objects, by name.
 * @param database what `spec.database` says: the name of a Database document
 * @param specKey the key of the engine under `spec.schema`
 */
export function makeDocuments(
  objects: readonly DescribedObject[],
  database: string,
  specKey: string,
): GeneratedDocument[] {
  const sorted = [...objects].sort((a, b) => compare(a.name, b.name) || compare(a.kind, b.kind));
  const names = chooseNames(sorted.map(({ name }) => name));
  return sorted.map((object, index) => {
    const metadataName = names[index] ?? "";
    const { kind, name, body } = object;
    const text = stringify({
      apiVersion: "schemas.schemahero.io/v1alpha4",
      kind,
      metadata: { name: metadataName },
      // An extension has its body directly in the spec (core/specs/document_schema.ts).
      spec: kind === "DatabaseExtension"
        ? { database, [specKey]: body }
        : { database, name, schema: { [specKey]: body } },
    }, STYLE);
    return { metadataName, fileName: `${metadataName}.yaml`, object, text };
  });
}

/** The kustomization that lists files, which are sorted. */
export function makeKustomization(fileNames: readonly string[]): string {
  return stringify({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: [...fileNames].sort(compare).map((name) => `./${name}`),
  }, STYLE);
}

/** A name of the database as Kubernetes allows names (a DNS subdomain). Different names may become equal. */
export function kubernetesName(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(/-*\.[-.]*/g, ".");
  const trimmed = plain.replace(/^[-.]+/, "").slice(0, MAX_NAME).replace(/[-.]+$/, "");
  return trimmed === "" ? "object" : trimmed;
}

/** A name of its own for each; of those that would be equal the first one that needs no change keeps it. */
function chooseNames(names: readonly string[]): string[] {
  // A table named kustomization must not take the place of that file.
  const taken = new Set(["kustomization"]);
  const chosen: string[] = [];
  const choose = (index: number, wanted: string) => {
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`;
    taken.add(name);
    chosen[index] = name;
  };
  const wanted = names.map(kubernetesName);
  names.forEach((name, index) => {
    const own = wanted[index] ?? "";
    if (name === own && !taken.has(own)) choose(index, own);
  });
  wanted.forEach((own, index) => {
    if (chosen[index] === undefined) choose(index, own);
  });
  return chosen;
}

/** By UTF-16 units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
