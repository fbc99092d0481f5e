// The part of js-yaml 4 that yaml_reader.ts uses; the package brings no types of its own.

export interface TypeOptions {
  kind: "scalar" | "sequence" | "mapping";
  resolve?: (data: string | null) => boolean;
  construct?: (data: string) => unknown;
}

export class Type {
  constructor(tag: string, options: TypeOptions);
}

export class Schema {
  extend(types: { implicit?: readonly Type[]; explicit?: readonly Type[] }): Schema;
}

export class YAMLException extends Error {
  readonly reason: string;
  readonly mark?: { readonly line: number; readonly column: number; readonly position: number };
}

export interface LoadOptions {
  schema?: Schema;
}

export const FAILSAFE_SCHEMA: Schema;
export const types: Readonly<Record<"null" | "bool" | "merge" | "binary", Type>>;
export function load(text: string, options?: LoadOptions): unknown;
export function loadAll(text: string, iterator: null, options?: LoadOptions): unknown[];
