// What these servers ask of a foreign key. A plan that breaks it would stop half-way, for nothing is rolled back: so it
// is refused before. From the manuals (MySQL: FOREIGN KEY Constraints; MariaDB: Foreign Keys), as both servers do.
import type { Column, ForeignKey, Table } from "../../protocol/model.ts";
import { fold } from "./draft.ts";
import { indexExtra, keyExtra, NO_PARTITIONS, partExtra, tableExtra } from "./model.ts";
import { baseOf, hasCharset } from "./types.ts";

/** What is wrong with a foreign key, and what would mend it. */
export interface KeyProblem {
  readonly message: string;
  readonly hint: string;
}

/** What the rules depend on. */
export interface KeyGround {
  /** A table of the same database. */
  table(name: string): Table | undefined;
  /** The parent's columns must be one of its unique keys (MySQL 8.4 with restrict_fk_on_non_standard_key). */
  readonly needsUniqueParents: boolean;
}

/** The first thing that the server would refuse of a foreign key; undefined: nothing. */
export function keyProblem(child: Table, key: ForeignKey, ground: KeyGround): KeyProblem | undefined {
  const { table: name, schema, columns } = key.references;
  const what = `The foreign key (${key.columns.join(", ")}) of ${child.name}`;
  const own = tableProblem(child, what);
  if (own || schema !== undefined) return own;
  const parent = fold(name) === fold(child.name) ? child : ground.table(name);
  if (!parent) {
    return {
      message: `${what} refers to ${name}, which is no table of the database`,
      hint: "Describe that table, or mend the name",
    };
  }
  const foreign = tableProblem(parent, what);
  if (foreign) return foreign;
  for (const [at, columnName] of columns.entries()) {
    const [from, to] = [columnOf(child, key.columns[at] ?? ""), columnOf(parent, columnName)];
    if (!to) {
      return {
        message: `${what} refers to column ${columnName}, which ${parent.name} does not have`,
        hint: `Its columns are ${parent.columns.map((column) => column.name).join(", ")}`,
      };
    }
    const problem = from && pairProblem(what, from, to, parent, key);
    if (problem) return problem;
  }
  if (hasParentKey(parent, columns, ground.needsUniqueParents)) return undefined;
  return {
    message: `${what} needs ${ground.needsUniqueParents ? "a unique key" : "an index"} on (${
      columns.join(", ")
    }) of ${parent.name}`,
    hint: `Make it the primary key of ${parent.name}, or give it a unique index on exactly these columns`,
  };
}

function tableProblem(table: Table, what: string): KeyProblem | undefined {
  const { engine = "innodb", partitions } = tableExtra(table);
  if (partitions !== undefined && partitions !== NO_PARTITIONS) {
    return {
      message:
        `${what} cannot be: ${table.name} has partitions, and such tables take part in no foreign keys`,
      hint: "Do without the one or the other; `partitions: none` takes partitions away",
    };
  }
  if (/^(?:myisam|aria|memory|heap|csv|archive|merge|mrg_myisam|blackhole)$/.test(engine)) {
    return {
      message: `${what} cannot be: the storage engine ${engine} of ${table.name} keeps no foreign keys`,
      hint: "Write engine: innodb",
    };
  }
  return undefined;
}

function pairProblem(
  what: string,
  from: Column,
  to: Column,
  parent: Table,
  key: ForeignKey,
): KeyProblem | undefined {
  const virtual = [from, to].find(({ generated }) => generated && !generated.stored);
  if (virtual) {
    return {
      message: `${what} cannot be: column ${virtual.name} is virtual`,
      hint: "A stored generated column can be part of a foreign key",
    };
  }
  const actions = [key.onDelete ?? "", key.onUpdate ?? ""];
  if (from.notNull && actions.includes("SET NULL")) {
    return {
      message: `${what} cannot set ${from.name} to null: the column takes none`,
      hint: "Let the column take null, or choose another action",
    };
  }
  if (from.generated && (actions.includes("SET NULL") || key.onUpdate === "CASCADE")) {
    return {
      message: `${what} cannot write to ${from.name}: the column is generated`,
      hint: "Choose another action",
    };
  }
  if (areComparable(from, to)) return undefined;
  const described = ({ type, collation }: Column) => collation === undefined ? type : `${type} ${collation}`;
  return {
    message: `${what} cannot be: ${from.name} is ${described(from)}, and ${to.name} of ${parent.name} is ${
      described(to)
    }`,
    hint: "Both must be of the same type, sign, character set and collation; lengths of text may differ",
  };
}

function areComparable(a: Column, b: Column): boolean {
  const isText = (column: Column) => /^(?:var)?char$/.test(baseOf(column.type));
  const isBinary = (column: Column) => /^(?:var)?binary$/.test(baseOf(column.type));
  if (isText(a) && isText(b)) return a.collation === b.collation;
  if (isBinary(a) && isBinary(b)) return true;
  if (hasCharset(a.type) && hasCharset(b.type) && a.collation !== b.collation) return false;
  return baseOf(a.type) === baseOf(b.type) && a.type.includes("unsigned") === b.type.includes("unsigned");
}

function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => fold(column.name) === fold(name));
}

function hasParentKey(parent: Table, columns: readonly string[], needsUnique: boolean): boolean {
  const serves = (names: readonly string[]) =>
    (!needsUnique || names.length === columns.length) &&
    columns.every((column, at) =>
      needsUnique ? names.some((name) => fold(name) === fold(column)) : fold(names[at] ?? "") === fold(column)
    );
  if (parent.primaryKey && !keyExtra(parent.primaryKey).lengths && serves(parent.primaryKey.columns)) {
    return true;
  }
  return parent.indexes.some((index) =>
    (!needsUnique || index.unique) && indexExtra(index).method === undefined &&
    index.parts.every((part) => part.column !== undefined && partExtra(part).length === undefined) &&
    serves(index.parts.map((part) => part.column ?? ""))
  );
}
