// The YAML of keyspaces, user-defined types, functions and aggregates.
import { array, boolean, type Infer, object, optional, string } from "../../protocol/schema.ts";
import { IS_DELETED, MAP, MAX_PARTS, NAME, PREVIOUS, TEXT, TYPE } from "./spec_parts.ts";

/** The body of a Keyspace document under `spec.schema.cassandra`. */
export const KEYSPACE_SPEC = object({
  replication: optional(
    MAP(
      "`class` and its options: {class: NetworkTopologyStrategy, dc1: 3}. The map replaces the one that is there",
    ),
  ),
  durableWrites: optional(boolean({ description: "False: writes are not logged. Default: left as it is" })),
  isDeleted: IS_DELETED,
}, { description: "A keyspace; the name `*` is the connection's own" });

const FIELD_SPEC = object({
  name: NAME("The field's name"),
  type: TYPE("The field's type"),
  previousNames: PREVIOUS("field"),
}, { description: "A field" });

/** The body of a DataType document under `spec.schema.cassandra`. */
export const TYPE_SPEC = object({
  fields: optional(array(FIELD_SPEC, { maxItems: MAX_PARTS, description: "The fields" })),
  isDeleted: IS_DELETED,
}, { description: "A user-defined type" });

const PARAMETER_SPEC = object({
  name: NAME("The parameter's name"),
  type: TYPE("The parameter's type"),
}, { description: "A parameter" });

/** The body of a Function document under `spec.schema.cassandra`. */
export const FUNCTION_SPEC = object({
  lang: optional(string({ minLength: 1, maxLength: 60, description: "The language: java" })),
  params: optional(array(PARAMETER_SPEC, {
    maxItems: MAX_PARTS,
    description: "The parameters. Functions of one name and other types are other functions",
  })),
  return: optional(TYPE("The type of what it returns")),
  as: optional(TEXT("The body")),
  calledOnNullInput: optional(boolean({
    description: "True: called with null, too. Default false: then it returns null",
  })),
  isDeleted: IS_DELETED,
}, { description: "A function" });

/** The body of an Aggregate document under `spec.schema.cassandra`. */
export const AGGREGATE_SPEC = object({
  params: optional(
    array(TYPE("A type"), { maxItems: MAX_PARTS, description: "The types of its parameters" }),
  ),
  stateFunction: optional(NAME("The function that takes the state and a row's values")),
  stateType: optional(TYPE("The type of the state")),
  finalFunction: optional(
    NAME("The function that makes the result of the last state; absent: the state is it"),
  ),
  initialState: optional(TEXT("The first state, in CQL: 0, (0, 0); absent: null")),
  isDeleted: IS_DELETED,
}, { description: "An aggregate" });

export type KeyspaceSpec = Infer<typeof KEYSPACE_SPEC>;
export type TypeSpec = Infer<typeof TYPE_SPEC>;
export type FunctionSpec = Infer<typeof FUNCTION_SPEC>;
export type AggregateSpec = Infer<typeof AGGREGATE_SPEC>;
