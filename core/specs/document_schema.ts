// The generic parts of documents: everything in them that does not depend on an engine.
import { any, array, boolean, object, optional, record, type Schema, string } from "../../protocol/schema.ts";
import type { SpecKind } from "./spec.ts";

/** What may stand beside `spec`. */
export const TOP_LEVEL_KEYS: readonly string[] = ["apiVersion", "kind", "metadata", "spec", "status"];

const text = optional(string());
const anything = optional(any());

/** The metadata of Kubernetes objects; only `name` is used. */
export const METADATA: Schema<unknown> = object({
  name: text,
  generateName: text,
  namespace: text,
  labels: anything,
  annotations: anything,
  creationTimestamp: anything,
  deletionTimestamp: anything,
  deletionGracePeriodSeconds: anything,
  finalizers: anything,
  generation: anything,
  managedFields: anything,
  ownerReferences: anything,
  resourceVersion: anything,
  selfLink: anything,
  uid: anything,
});

const NAME = string({ minLength: 1, maxLength: 1000 });
const NAMED = { database: text, name: NAME, requires: optional(array(string(), { maxItems: 1000 })) };
const ENGINES = optional(record(any()));

/** The spec of each kind. A DatabaseExtension has its engines' bodies directly in it, so its other keys stay open. */
export const SPEC_SCHEMAS: Readonly<Record<SpecKind, Schema<unknown>>> = {
  Table: object({ ...NAMED, schema: ENGINES, seedData: optional(object({ rows: optional(any()) })) }),
  View: object({ ...NAMED, schema: ENGINES }),
  Function: object({ ...NAMED, schema: ENGINES, removeOnDeletion: optional(boolean()) }),
  Procedure: object({ ...NAMED, schema: ENGINES, removeOnDeletion: optional(boolean()) }),
  Event: object({ ...NAMED, schema: ENGINES, removeOnDeletion: optional(boolean()) }),
  DataType: object({ ...NAMED, schema: ENGINES }),
  Schema: object({ ...NAMED, schema: ENGINES }),
  Sequence: object({ ...NAMED, schema: ENGINES }),
  Aggregate: object({ ...NAMED, schema: ENGINES }),
  Keyspace: object({ ...NAMED, schema: ENGINES }),
  DatabaseExtension: {
    ...object({ ...NAMED, name: text, removeOnDeletion: optional(boolean()) }),
    additionalProperties: { type: "object" },
  },
};
