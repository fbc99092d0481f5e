// What a kind of object is to the plugin. Tables are built in; every other kind is one such object in kinds/, and
// nothing else knows it by name. README.md beside this file says how one is added.
import type { Table } from "../../protocol/model.ts";
import type { JsonSchema } from "../../protocol/schema.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import type { DesiredTable, DraftContext, Report, SpecPath } from "./draft.ts";
import type { InspectPart, Scope, ScopeName } from "./inspect.ts";
import type { ObjectRequest, TableRequest } from "./requests.ts";
import type { SequenceCounts } from "./sequence_restart.ts";
import type { ServerFacts } from "./server.ts";
import type { PlannedStep } from "./steps.ts";

/** An object that a spec wants. */
export interface WantedObject extends CatalogObject {
  readonly origin: { readonly spec: number; readonly path: SpecPath };
  /** Names by which it was called before. */
  readonly previousNames?: readonly string[];
  /** True: it must not exist. */
  readonly isDeleted?: boolean;
}

/** What is told of a change that cannot be made. */
export interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/** What documents want of one kind. */
export interface Wanted {
  readonly objects: readonly WantedObject[];
  /** Keys of tables all of whose objects of this kind are described: others of theirs are dropped. */
  readonly owners: readonly string[];
}

/** What steps are made with. */
export interface KindContext {
  readonly server: ServerFacts;
  /** The database as it is, after renames of tables and columns. */
  readonly current: Catalog;
  /** True for a column that the plan drops, or gives another type. */
  leaves?(place: Place): boolean;
  /** True for a check, exclusion constraint, index or generated column that the plan drops. */
  drops?(part: Omit<Place, "column"> & { readonly name: string }): boolean;
  /** Answers about live sequences, where they are to be had. */
  readonly sequences?: SequenceCounts;
}

/** A document as `generate` writes it. */
export interface GeneratedObject {
  readonly kind: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly unexpressed: readonly string[];
}

/** A column, by the names that it has in the catalog. */
export interface Place {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** A kind of object beside tables. */
export interface Kind {
  /** As keys, statements and scopes name it: `view`, `function`. */
  readonly kind: string;
  /** Documents that are all about this kind. Two kinds may share one: DataType is an enum, a domain, ... */
  readonly documents?: readonly { readonly kind: string; readonly body: JsonSchema }[];
  /** Keys that this kind adds to Table documents. */
  readonly tableKeys?: Readonly<Record<string, JsonSchema>>;
  /** The objects to be looked at for a document, former names included. */
  scope?(request: ObjectRequest): readonly ScopeName[];
  /** The objects to be looked at for a table's document. Those of tables in scope may be found by their oids instead. */
  scopeOfTable?(request: TableRequest): readonly ScopeName[];
  /** The statements that read objects of this kind. Names and settings: inspect.ts. */
  inspect(scope: Scope, server: ServerFacts): readonly InspectPart[];
  /** What documents want, checked; what is wrong is reported. */
  wanted(
    requests: readonly ObjectRequest[],
    tables: readonly DesiredTable[],
    context: DraftContext,
  ): Wanted;
  /** A wanted table with what this kind brings into it, such as an index; what cannot be is reported. */
  completed?(table: DesiredTable, current: Catalog, report: Report): Table;
  /** True when nothing is to be done. Default: equal facts, and no other comment than the wanted one. */
  isSame?(live: CatalogObject, wanted: WantedObject): boolean;
  /** A wanted object that is made anew, with what its document leaves as it is. Its comment is kept anyway. */
  kept?(wanted: CatalogObject, live: CatalogObject): CatalogObject;
  /** An object of a table whose columns have other names. */
  renamedColumns?(object: CatalogObject, names: ReadonlyMap<string, string>): CatalogObject;
  /** Why PostgreSQL cannot make a live object the wanted one, and what to do instead. */
  refusal?(live: CatalogObject, wanted: WantedObject, context: KindContext): Refusal | undefined;
  /** An object that names columns of any tables, once these are renamed: `place` gives the new name of each. */
  renamedPlaces?(object: CatalogObject, place: <P extends Place>(of: P) => P): CatalogObject;
  /** An object that speaks of other tables than its own, some of which have other names: by the keys they had. */
  renamedTables?(object: CatalogObject, newNames: ReadonlyMap<string, string>): CatalogObject;
  create(object: CatalogObject, context: KindContext): readonly PlannedStep[];
  drop(object: CatalogObject, context: KindContext): readonly PlannedStep[];
  /** Changes in place; undefined: it is dropped and created anew, with all that depends on it. */
  alter?(live: CatalogObject, wanted: WantedObject, context: KindContext): readonly PlannedStep[] | undefined;
  /** Undefined: it cannot have that name, so it is dropped and created anew. */
  rename?(live: CatalogObject, name: string, context: KindContext): readonly PlannedStep[] | undefined;
  /**
   * The statements that make the object in a scratch schema, where its text must be put into the server's words before it
   * is compared. Names are to be written with the schema that `scratch` gives for theirs.
   */
  scratch?(object: CatalogObject, scratch: (schema: string) => string): readonly string[];
  /** What `scratch` makes, where that is of another kind. */
  readonly scratchKind?: string;
  /**
   * The statements that make a new or changed object under its own name, within the transaction of scratch schemas,
   * where tables and other objects that are made there need it. `live`: what it is now.
   */
  prepare?(live: CatalogObject | undefined, wanted: WantedObject): readonly string[];
  /** The facts of an object once `found` was read of a scratch schema. Default: those that were found. */
  settled?(object: CatalogObject, found: CatalogObject): CatalogObject["facts"];
  /** Documents for live objects; those of tables are gathered by `generateOfTable`. */
  generate?(object: CatalogObject, catalog: Catalog): GeneratedObject | undefined;
  /** Keys that this kind adds to the document of an object of another kind. */
  generateOfObject?(object: CatalogObject, catalog: Catalog): Readonly<Record<string, unknown>>;
  /** Keys of a table's document for the objects that belong to it. */
  generateOfTable?(objects: readonly CatalogObject[], catalog: Catalog): Readonly<Record<string, unknown>>;
}
