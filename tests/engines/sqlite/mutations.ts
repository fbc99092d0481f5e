// Faults for `deno task mutate`: each is one exact replacement in the source, of a kind that people really make.
// When a replacement no longer applies, mutate fails: look for the place again, or write another fault.
import type { Mutation } from "../mutate.ts";

const DIFF = "plugins/kit/diff.ts";
const ORDER = "plugins/kit/order.ts";
const RENAMES = "plugins/kit/previous_names.ts";
const HAZARDS = "plugins/kit/hazards.ts";
const KEYS = "plugins/kit/seed.ts";
const LITERAL = "plugins/kit/literal.ts";
const RENDER = "plugins/sqlite/render.ts";
const STEPS = "plugins/sqlite/steps.ts";
const REBUILD = "plugins/sqlite/rebuild.ts";
const INSPECT = "plugins/sqlite/inspect.ts";
const SEED = "plugins/sqlite/seed_compare.ts";
const OBJECTS = "plugins/sqlite/object_steps.ts";

/** The faults. */
export const MUTATIONS: readonly Mutation[] = [
  {
    fault: "A changed not null is not seen",
    file: DIFF,
    before: 'if (from.notNull !== to.notNull) aspects.push("not-null");',
    after: 'if (from.notNull && !to.notNull) aspects.push("not-null");',
  },
  {
    fault: "A changed collation is not seen",
    file: DIFF,
    before: 'if (!rules.sameCollation(from.collation, to.collation)) aspects.push("collation");',
    after: "",
  },
  {
    fault: "Virtual and stored generated columns are taken for the same",
    file: DIFF,
    before: "from.generated?.stored !== to.generated?.stored ||",
    after: "Boolean(from.generated) !== Boolean(to.generated) ||",
  },
  {
    fault: "The order of an index's columns does not matter",
    file: DIFF,
    before: "a.parts.every((part, index) => sameIndexPart(part, b.parts[index], table, rules)) &&",
    after: "a.parts.every((part) => b.parts.some((other) => sameIndexPart(part, other, table, rules))) &&",
  },
  {
    fault: "The predicate of an index does not matter",
    file: DIFF,
    before: "(a.where === b.where ||\n      (a.where",
    after: "(a.where === b.where || a.where !== b.where ||\n      (a.where",
  },
  {
    fault: "Descending index columns are taken for ascending ones",
    file: DIFF,
    before: "if (!b || Boolean(a.descending) !== Boolean(b.descending)) return false;",
    after: "if (!b) return false;",
  },
  {
    fault: "ON UPDATE of a foreign key is compared with itself",
    file: DIFF,
    before: "(a.onUpdate ?? NO_ACTION) === (b.onUpdate ?? NO_ACTION) &&",
    after: "(a.onUpdate ?? NO_ACTION) === (a.onUpdate ?? NO_ACTION) &&",
  },
  {
    fault: "When a foreign key is checked does not matter",
    file: DIFF,
    before: '(a.deferrable === "INITIALLY DEFERRED") === (b.deferrable === "INITIALLY DEFERRED")) &&',
    after: "true) &&",
  },
  {
    fault: "The columns of a primary key are compared as a set",
    file: DIFF,
    before:
      'return a.length === b.length && a.every((name, index) => rules.fold(name) === rules.fold(b[index] ?? ""));',
    after:
      "return a.length === b.length && a.every((name) => b.some((other) => rules.fold(name) === rules.fold(other)));",
  },
  {
    fault: "Of two equal things one partner is enough",
    file: DIFF,
    before: "else for (const thing of left.splice(index, 1))",
    after: "else for (const thing of left.splice(index, left.length))",
  },
  {
    fault: "What is needed need not be there first",
    file: ORDER,
    before: "if (makers?.length === 1) add(makers);",
    after: "",
  },
  {
    fault: "A name is made anew before its old bearer is gone",
    file: ORDER,
    before: "add(removers.get(key)?.filter((other) => !isRenewed || !steps[other]?.produces.includes(key)));",
    after: "",
  },
  {
    fault: "A thing goes while something that lets go of it is still to come",
    file: ORDER,
    before: "add(releasers.get(key));",
    after: "",
  },
  {
    fault: "A name that is wanted by another is taken for a rename",
    file: RENAMES,
    before: "previousNames.find((old) => live.has(fold(old)) && !wantedNames.has(fold(old)))",
    after: "previousNames.find((old) => live.has(fold(old)))",
  },
  {
    fault: "A rename to another case only is not seen",
    file: RENAMES,
    before:
      "if (present !== name && previousNames.includes(present)) renames.push({ from: present, to: name });",
    after: "",
  },
  {
    fault: "Dropping a column is no hazard",
    file: HAZARDS,
    before: "return [deletesColumn(table, change.column.name, counts.values(table, change.column.name))];",
    after: "return [];",
  },
  {
    fault: "Values that are converted are not told",
    file: HAZARDS,
    before: 'if (aspects.includes("type") && !types.keepsValues(from, to)) {',
    after: 'if (aspects.includes("type") && types.keepsValues(from, to)) {',
  },
  {
    fault: "Seed rows are found by keys of which they lack a column",
    file: KEYS,
    before: "return candidates.filter((key) => key.every((column) => given.has(fold(column))));",
    after: "return candidates.filter((key) => key.some((column) => given.has(fold(column))));",
  },
  {
    fault: "A quote in a text is not doubled",
    file: LITERAL,
    before: 'text.includes("\\0") ? dialect.textWithNul(text) : `\'${text.replaceAll("\'", "\'\'")}\'`',
    after: "text.includes(\"\\0\") ? dialect.textWithNul(text) : `'${text}'`",
  },
  {
    fault: "An expression default is written as text",
    file: LITERAL,
    before:
      '  if (call && closingParenthesis(text, call[0].length - 1, dialect.hasBackslashes) === text.length - 1) {\n    return { kind: "expression", sql: text };',
    after:
      '  if (call && closingParenthesis(text, call[0].length - 1, dialect.hasBackslashes) === text.length - 1) {\n    return { kind: "literal", sql: textLiteral(text, dialect) };',
  },
  {
    fault: "ON DELETE is not written",
    file: RENDER,
    before: "if (key.onDelete !== undefined) sql += ` on delete ${key.onDelete.toLowerCase()}`;",
    after: "",
  },
  {
    fault: "The name of a check is not written",
    file: RENDER,
    before: "lines.push(`${constraintName(check.name)}check (${check.expression})`);",
    after: "lines.push(`check (${check.expression})`);",
  },
  {
    fault: "A stored generated column is written as a virtual one",
    file: RENDER,
    before: 'column.generated.stored ? "stored" : "virtual"',
    after: 'column.generated.stored ? "virtual" : "virtual"',
  },
  {
    fault: "WITHOUT ROWID is forgotten where STRICT stands",
    file: RENDER,
    before: 'const options = [strict ? "strict" : "", withoutRowid ? "without rowid" : ""]',
    after: 'const options = [strict ? "strict" : "", withoutRowid && !strict ? "without rowid" : ""]',
  },
  {
    fault: "The collation of an index column is not written",
    file: RENDER,
    before:
      "if (part.collation !== undefined) sql += ` collate ${quoteName(part.collation)}`;\n  if (part.descending)",
    after: "if (part.descending)",
  },
  {
    fault: "A new column forgets its foreign key",
    file: RENDER,
    before: 'const referencesSql = key === undefined ? "" :',
    after: 'const referencesSql = key !== undefined ? "" :',
  },
  {
    fault: "Nulls are not filled where a column begins to refuse them",
    file: STEPS,
    before: "const fills = column.notNull && !source.notNull && column.default !== undefined;",
    after: "const fills = false;",
  },
  {
    fault: "A rebuild gives columns the order of the spec",
    file: STEPS,
    before: "return { ...to, name: from.name, columns: [...kept, ...wanted.values()] };",
    after: "return { ...to, name: from.name };",
  },
  {
    fault: "A rebuild loses the triggers",
    file: REBUILD,
    before: '.map((trigger) => ({ part: "trigger" as const, sql: trigger.sql })),',
    after: '.slice(1).map((trigger) => ({ part: "trigger" as const, sql: trigger.sql })),',
  },
  {
    fault: "A rebuild loses the numbers of rows",
    file: REBUILD,
    before: "if (rowid !== undefined) {",
    after: "if (rowid === null) {",
  },
  {
    fault: "A rebuild forgets the last number that AUTOINCREMENT gave",
    file: REBUILD,
    before: "if (!counts(from) || !counts(to)) return [];",
    after: "if (counts(from) || counts(to)) return [];",
  },
  {
    fault: "The actions of a foreign key are read the wrong way round",
    file: INSPECT,
    before:
      "const onDelete = String(first?.[6]).toUpperCase();\n    const onUpdate = String(first?.[5]).toUpperCase();",
    after:
      "const onDelete = String(first?.[5]).toUpperCase();\n    const onUpdate = String(first?.[6]).toUpperCase();",
  },
  {
    fault: "`references parent` without columns is not understood",
    file: INSPECT,
    before: "if (parentKey.length !== key.columns.length) return key;",
    after: "if (parentKey.length > 0) return key;",
  },
  {
    fault: "The columns of a primary key are read in the order of the table",
    file: INSPECT,
    before: "columns.filter((row) => row[5] !== 0n).sort((a, b) => Number(a[5]) - Number(b[5]))",
    after: "columns.filter((row) => row[5] !== 0n)",
  },
  {
    fault: "DESC of an index column is not read",
    file: INSPECT,
    before: "...(row[6] === 1n && { descending: true }),",
    after: "",
  },
  {
    fault: "A changed conflict clause of a key is not seen",
    file: "plugins/sqlite/diff.ts",
    before: "keyForm(a) === keyForm(b) && conflictOf(a) === conflictOf(b),",
    after: "keyForm(a) === keyForm(b),",
  },
  {
    fault: "What a table says of conflicts decides what becomes of copied rows",
    file: RENDER,
    before: "return says ? `${verb} or abort` : verb;",
    after: "return says ? verb : verb;",
  },
  {
    fault: "An index is made before the columns that its expressions name",
    file: STEPS,
    before: "...fresh.map((column) => key.column(table, column.name)),",
    after: "",
  },
  {
    fault: "A string in double quotes is taken for another thing than the same in single quotes",
    file: "plugins/sqlite/tokens.ts",
    before:
      "return isStringInDoubleQuotes(tokens, index, isColumn) ? `'${token.value}'` : `\"${token.value}\"`;",
    after: 'return `"${token.value}"`;',
  },
  {
    fault: "A unique constraint of a document is forgotten",
    file: "plugins/sqlite/draft.ts",
    before: "uniques: (body.uniques ?? []).map((unique, index) =>",
    after: "uniques: (body.uniques ?? []).slice(1).map((unique, index) =>",
  },
  {
    fault: "Seed cells of another type but equal value are taken for the same",
    file: SEED,
    before: "return `(${seed} collate binary is ${live} and typeof(${seed}) = typeof(${live}))`;",
    after: "return `(${seed} = ${live} or (${seed} is null) = (${live} is null))`;",
  },
  {
    fault: "A seed row that differs is inserted again",
    file: SEED,
    before: "isNew === 1n ? insertion(shape, row) : update(shape, key, row, String(flagsSql)),",
    after: "insertion(shape, row),",
  },
  {
    fault: "A replaced view loses triggers that its document does not speak of",
    file: OBJECTS,
    before: "statements: [object.definition, ...lost.map((trigger) => trigger.sql)].map((sql) => ({",
    after: "statements: [object.definition].map((sql) => ({",
  },
  {
    fault: "Views are dropped in the order in which they are created",
    file: OBJECTS,
    before: "    removes: [own],\n    requires: mentions(definition, own),",
    after: "    removes: [own],\n    requires: [],",
  },
];
