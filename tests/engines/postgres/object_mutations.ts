// Faults for `deno task mutate postgres` in what is no table: types, sequences, views, functions, triggers, policies,
// grants, partitions, extensions and schemas.
import type { Mutation } from "../mutate.ts";

const ENUM = "plugins/postgres/kinds/enum_type.ts";
const REBUILD = "plugins/postgres/kinds/rebuild_type.ts";
const DOMAIN = "plugins/postgres/kinds/domain_type.ts";
const COMPOSITE = "plugins/postgres/kinds/composite_type.ts";
const SEQUENCE = "plugins/postgres/kinds/sequence.ts";
const VIEW = "plugins/postgres/kinds/view.ts";
const MATERIALIZED = "plugins/postgres/kinds/materialized_view.ts";
const FUNCTION = "plugins/postgres/kinds/function.ts";
const FORM = "plugins/postgres/kinds/function_form.ts";
const TRIGGER = "plugins/postgres/kinds/trigger.ts";
const POLICY = "plugins/postgres/kinds/policy.ts";
const GRANT = "plugins/postgres/kinds/grant.ts";
const PARTITION = "plugins/postgres/kinds/partition.ts";
const EXTENSION = "plugins/postgres/kinds/extension.ts";

/** The faults. */
export const OBJECT_MUTATIONS: readonly Mutation[] = [
  {
    fault: "Every new value of an enum is its last",
    file: ENUM,
    before: "const placeSql = next === undefined\n",
    after: "const placeSql = true\n",
    cases: ["enum_values"],
  },
  {
    fault: "A value of an enum is used before it is committed",
    file: ENUM,
    before: "transactional: !isUsed,",
    after: "transactional: true,",
    cases: ["enum_value_used"],
  },
  {
    fault: "The values of an enum are read in the order of their letters",
    file: "plugins/postgres/kinds/inspect_types.ts",
    before: "order by e.enumsortorder",
    after: "order by e.enumlabel",
    cases: ["enum_values"],
  },
  {
    fault: "A type that is made anew loses the defaults of its columns",
    file: REBUILD,
    before: "...(user.default === undefined ? [] : [say(`${head} set default ${user.default}`)]),",
    after: "",
    cases: ["enum_value_removed"],
  },
  {
    fault: "A type that is made anew takes arrays for single values",
    file: REBUILD,
    before: 'const type = `${spelling}${isArray ? "[]" : ""}`;',
    after: "const type = spelling;",
    cases: ["domain_in_arrays", "enum_value_removed"],
  },
  {
    fault: "A domain that begins to refuse null is not seen",
    file: DOMAIN,
    before: "return isSameBase(there, given) && there.notNull === given.notNull &&",
    after: "return isSameBase(there, given) &&",
    cases: ["domain_not_null_alone"],
  },
  {
    fault: "Checks of a domain that were not valid are never validated",
    file: DOMAIN,
    before: "...(old?.notValid && !check.notValid\n        ? [step(",
    after: "...(old?.notValid && check.notValid\n        ? [step(",
    cases: ["domain_changes", "domain_parts_change"],
  },
  {
    fault: "A domain of which columns are arrays is changed in place",
    file: DOMAIN,
    before:
      'const isInArray = (there.users ?? []).some(({ type }) => type.endsWith("[]")) && readsValues(there, given);',
    after: "const isInArray = false;",
    cases: ["domain_in_arrays"],
  },
  {
    fault: "Dropping an attribute of a composite type is no hazard",
    file: COMPOSITE,
    before: "const isUsed = (factsOf<CompositeFacts>(live).users ?? []).length > 0;",
    after: "const isUsed = false;",
    cases: ["composite_changes", "composite_parts"],
  },
  {
    fault: "An attribute that is called otherwise is dropped and made",
    file: COMPOSITE,
    before: "name: newNames.get(field.name) ?? field.name,",
    after: "name: field.name,",
    cases: ["composite_changes"],
  },
  {
    fault: "The column that a sequence goes with does not matter",
    file: SEQUENCE,
    before: 'return JSON.stringify(live.owner ?? "none") !== JSON.stringify(wanted.owner);',
    after: "return false;",
    cases: ["sequences_change"],
  },
  {
    fault: "Unlogged sequences are taken for logged ones",
    file: SEQUENCE,
    before: "Boolean(factsOf(live).unlogged) === Boolean(factsOf(wanted).unlogged) &&",
    after: "",
    cases: ["sequence_unlogged"],
  },
  {
    fault: "The limits of a descending sequence are those of an ascending one",
    file: "plugins/postgres/sequence_options.ts",
    before: 'return increment.startsWith("-")\n    ? { minimum',
    after: "return false\n    ? { minimum",
    cases: ["sequence_descending"],
  },
  {
    fault: "Any other query of a view is put in its place",
    file: VIEW,
    before: 'return fits ? createSteps(wanted, context, "alter") : undefined;',
    after: 'return createSteps(wanted, context, "alter");',
    cases: ["view_changes"],
  },
  {
    fault: "The names of a view's columns are not written",
    file: VIEW,
    before: 'const columnsSql = names ? ` (${quoteNames(names)})` : "";',
    after: 'const columnsSql = "";',
    cases: ["view_parts_change"],
  },
  {
    fault: "A materialized view that is to be filled stays empty",
    file: MATERIALIZED,
    before: "return wanted.isFilled === true && live.isFilled === false;",
    after: "return false;",
    cases: ["materialized_changes"],
  },
  {
    fault: "A materialized view is made without its indexes",
    file: MATERIALIZED,
    before: '...indexSteps(object, indexes.map((index) => ({ type: "create", index })), context.server),',
    after: "",
    cases: ["materialized_query"],
  },
  {
    fault: "An index of a materialized view that is called otherwise is dropped and made",
    file: "plugins/postgres/kinds/materialized_indexes.ts",
    before: "take((each) => sameIndex({ ...each, name: index.name }, index, ANY_VIEW, rules));",
    after: "take(() => false);",
    cases: ["materialized_index_parts", "materialized_nulls_not_distinct"],
  },
  {
    fault: "The rights of a function are not written",
    file: FUNCTION,
    before: '...(facts.security === "definer" ? ["security definer"] : []),',
    after: "",
    cases: ["function_security"],
  },
  {
    fault: "A function goes before what calls it",
    file: FUNCTION,
    before: "removes: [nameKey.routine(plainName(object))],",
    after: "removes: [],",
    cases: ["function_drop"],
  },
  {
    fault: "Overloads are told apart by what they give back, too",
    file: FORM,
    before: 'return parameters.filter(({ mode }) => mode !== "out").map(({ type }) => type);',
    after: "return parameters.map(({ type }) => type);",
    cases: ["function_small_changes", "function_procedure_swap", "function_parts_go"],
  },
  {
    fault: "A function whose parameter loses its default is replaced in place",
    file: FORM,
    before: "(parameter.default === undefined || next.default !== undefined);",
    after: "true;",
    cases: ["function_small_changes"],
  },
  {
    fault: "Blanks within the body of a function do not matter",
    file: FORM,
    before: 'return body.replace(/^(?:[ \\t]*\\r?\\n)+/, "").trimEnd();',
    after: 'return body.replace(/\\s+/g, "");',
    cases: ["function_small_changes"],
  },
  {
    fault: "The condition of a trigger is not written",
    file: "plugins/postgres/kinds/trigger_steps.ts",
    before: "...(facts.condition === undefined ? [] : [`when (${facts.condition})`]),",
    after: "",
    cases: ["trigger_everything"],
  },
  {
    fault: "A trigger that is made anew forgets its state",
    file: TRIGGER,
    before: "return enabled === undefined ? wanted : { ...wanted, facts: { enabled, ...wanted.facts } };",
    after: "return wanted;",
    cases: ["trigger_change"],
  },
  {
    fault: "A trigger that does not always run is not seen",
    file: TRIGGER,
    before: 'return wanted.enabled === undefined || wanted.enabled === (live.enabled ?? "origin");',
    after: "return true;",
    cases: ["trigger_parts_change"],
  },
  {
    fault: "Triggers for each row are read as those for each statement",
    file: "plugins/postgres/kinds/trigger_read.ts",
    before: 'forEach: has(1) ? "row" : "statement",',
    after: 'forEach: "statement",',
    cases: ["trigger_everything"],
  },
  {
    fault: "The roles of a policy do not matter",
    file: POLICY,
    before: "JSON.stringify(there.to) === JSON.stringify(given.to) &&",
    after: "",
    cases: ["policy_parts_change"],
  },
  {
    fault: "A policy that loses its expression keeps it",
    file: POLICY,
    before: 'if (!isSameSort(there, given) || loses("using") || loses("withCheck")) return undefined;',
    after: "if (!isSameSort(there, given)) return undefined;",
    cases: ["policy_parts_go"],
  },
  {
    fault: "Restrictive policies are made permissive",
    file: POLICY,
    before: '...(as === "permissive" ? [] : [`as ${as}`]),',
    after: "",
    cases: ["policies_create"],
  },
  {
    fault: "Row level security never concerns the owner",
    file: "plugins/postgres/kinds/row_security.ts",
    before: "...(from.forced === to.forced ? [] : [",
    after: "...(from.forced || to.forced ? [] : [",
    cases: ["policies_create", "policy_parts_change"],
  },
  {
    fault: "Privileges cannot be granted on",
    file: GRANT,
    before: 'context, " with grant option"),',
    after: "context),",
    cases: ["grants_create"],
  },
  {
    fault: "What a column loses with its table is not granted again",
    file: GRANT,
    before: "return column !== undefined && [...revoked, ...lessened].includes(privilege);",
    after: "return false;",
    cases: ["grants_parts_change", "grants_change"],
  },
  {
    fault: "What everyone may do with a new object is not taken away",
    file: GRANT,
    before: 'return on === "type" ? { usage: false } : on === "routine" ? { execute: false } : {};',
    after: "return {};",
    cases: ["grants_create", "grants_of_everything"],
  },
  {
    fault: "The bounds of a partition do not matter",
    file: PARTITION,
    before: "plainForm(there.bound) === plainForm(given.bound) &&",
    after: "",
    cases: ["partition_bounds_change"],
  },
  {
    fault: "A new partition comes before those that make room for it are gone",
    file: PARTITION,
    before: "requires: [key.table(parent), key.schema(object.schema), roomIn(parent), key.keeping(parent)],",
    after: "requires: [key.table(parent), key.schema(object.schema), key.keeping(parent)],",
    cases: ["partition_takes_place"],
  },
  {
    fault: "Dropping a partition is no hazard",
    file: PARTITION,
    before: "allow: `drop-table:${label}`,",
    after: "",
    cases: ["partitions_change"],
  },
  {
    fault: "Another version of an extension is not seen",
    file: EXTENSION,
    before: "return (given.version ?? there.version) === there.version &&",
    after: "return true &&",
    cases: ["extension_version_alone"],
  },
  {
    fault: "An extension comes before its schema",
    file: EXTENSION,
    before: "requires: schema === undefined ? [] : [key.schema(schema)],",
    after: "requires: [],",
    cases: ["extension_changes", "extension"],
  },
  {
    fault: "Another owner of a schema is not seen",
    file: "plugins/postgres/kinds/schema.ts",
    before: "(factsOf(wanted).owner ?? factsOf(live).owner) === factsOf(live).owner &&",
    after: "",
    cases: ["schema_owner_alone"],
  },
];
