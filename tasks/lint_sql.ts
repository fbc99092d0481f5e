// The project's own lint rule: SQL is written with quoted parts only. A template (or a sum of texts) that reads as
// SQL may hold calls of quoting functions, other SQL (`...Sql`) and literals; a bare value there is an injection
// waiting for a name with a quote in it. Tests are exempt: they write SQL for fixed names of their own.

/** Functions whose result is safe in SQL: what plugins/kit/quote.ts and literal.ts export, and makers of SQL. */
const QUOTING = /^(?:quote[A-Z]?\w*|literal|\w+Literal|\w*Sql|sql[A-Z]\w*|\w+Clause|\w+Definition)$/;

/** Names of variables and properties that hold SQL made with quoting, and of constants. */
const SQL_NAME = /^(?:sql|\w+Sql|\w+Clauses?|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)$/;

const SQL_OPENING = new RegExp(
  "^\\s*(?:" + [
    "select\\s",
    "insert\\s+(?:or\\s+\\w+\\s+)?into\\b",
    "replace\\s+into\\b",
    "update\\s[^]*\\sset\\s",
    "delete\\s+from\\b",
    "create\\s+(?:or\\s+replace\\s+)?(?:(?:unique|temp|temporary|virtual|materialized)\\s+)*" +
    "(?:table|index|view|trigger|function|extension|type|keyspace|schema|database)\\b",
    "alter\\s+(?:table|index|view|type|keyspace|database|schema|extension|function)\\b",
    "drop\\s+(?:table|index|view|trigger|function|extension|type|keyspace|materialized|schema|database)\\b",
    "(?:add|drop|alter|rename)\\s+(?:column|constraint)\\s",
    "pragma\\s",
    "with\\s+(?:recursive\\s|[^]*\\sas\\s+\\()",
    "(?:attach|truncate|savepoint|comment\\s+on)\\s",
  ].join("|") + ")",
  "i",
);

/** A word of prose begins with one capital ("Drop column x"); keywords are all lower or all upper case. */
const CAPITALISED = /^\s*[A-Z][a-z]/;

/** True when the text, with `?` for each inserted part, begins as an SQL statement or clause does. */
export function readsAsSql(text: string): boolean {
  return SQL_OPENING.test(text) && !CAPITALISED.test(text);
}

type Node = Deno.lint.Expression | Deno.lint.PrivateIdentifier;

/** Judges expressions of one file. */
class Judge {
  /** Initial values of the file's `const`s; undefined for a name that is also something else. */
  readonly #constants = new Map<string, Deno.lint.Expression | undefined>();

  /** Learns a variable. */
  declare(name: string, value: Deno.lint.Expression | undefined): void {
    this.#constants.set(name, this.#constants.has(name) ? undefined : value);
  }

  /** True when an expression may stand in SQL text. */
  isSafe(node: Node): boolean {
    switch (node.type) {
      case "Literal":
        return true;
      case "Identifier":
        return SQL_NAME.test(node.name) || this.#isSafeConstant(node.name);
      case "MemberExpression":
        return SQL_NAME.test(nameOf(node) ?? "");
      case "CallExpression":
        return this.#isSafeCall(node);
      case "ConditionalExpression":
        return this.isSafe(node.consequent) && this.isSafe(node.alternate);
      case "LogicalExpression":
        return this.isSafe(node.right) && (node.operator === "&&" || this.isSafe(node.left));
      case "TemplateLiteral":
        return node.expressions.every((part) => this.isSafe(part));
      case "BinaryExpression":
        return node.operator === "+" && this.isSafe(node.left) && this.isSafe(node.right);
      case "AwaitExpression":
        return this.isSafe(node.argument);
      case "TSAsExpression":
      case "TSNonNullExpression":
        return this.isSafe(node.expression);
      default:
        return false;
    }
  }

  #isSafeConstant(name: string): boolean {
    const value = this.#constants.get(name);
    if (value === undefined) return false;
    this.#constants.set(name, undefined); // ends a circle
    const safe = this.isSafe(value) || this.#isSafeList(value);
    this.#constants.set(name, value);
    return safe;
  }

  /** A quoting call, a number, `parts.map(quoting).join(", ")` or a harmless method of something safe. */
  #isSafeCall({ callee, arguments: given }: Deno.lint.CallExpression): boolean {
    const name = nameOf(callee) ?? "";
    if (QUOTING.test(name) || name === "Number") return true;
    if (callee.type !== "MemberExpression") return SQL_NAME.test(name) && this.#areSafe(given);
    const receiver = callee.object;
    if (receiver.type === "Identifier" && receiver.name === "Math") return true;
    if (name === "join") return this.#isSafeList(receiver);
    if (!["trim", "trimEnd", "trimStart", "replace", "replaceAll", "repeat"].includes(name)) return false;
    return this.isSafe(receiver) && this.#areSafe(given);
  }

  #areSafe(given: readonly (Deno.lint.Expression | Deno.lint.SpreadElement)[]): boolean {
    return given.every((part) => part.type !== "SpreadElement" && this.isSafe(part));
  }

  #isSafeList(node: Deno.lint.Expression): boolean {
    if (node.type === "ArrayExpression") {
      return node.elements.every((item) => {
        return item.type === "SpreadElement" ? this.#isSafeList(item.argument) : this.isSafe(item);
      });
    }
    if (node.type !== "CallExpression") return this.isSafe(node);
    const name = nameOf(node.callee) ?? "";
    if (name === "filter" && node.callee.type === "MemberExpression") {
      return this.#isSafeList(node.callee.object);
    }
    if (name !== "map" && name !== "flatMap") return this.#isSafeCall(node);
    const [mapper] = node.arguments;
    if (mapper === undefined || mapper.type === "SpreadElement") return false;
    if (mapper.type !== "ArrowFunctionExpression") return QUOTING.test(nameOf(mapper) ?? "");
    return mapper.body.type !== "BlockStatement" && this.isSafe(mapper.body);
  }
}

function nameOf(node: Node): string | undefined {
  if (node.type === "Identifier" || node.type === "PrivateIdentifier") return node.name;
  if (node.type !== "MemberExpression" || node.computed) return undefined;
  return nameOf(node.property);
}

/** The leftmost text of a sum. */
function leftmost(node: Node): string {
  if (node.type === "BinaryExpression") return leftmost(node.left);
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral") return textOf(node);
  return "";
}

function textOf(node: Deno.lint.TemplateLiteral): string {
  return node.quasis.map((part) => part.cooked).join("?");
}

const MESSAGE = "A bare value in SQL text";
const HINT =
  "Quote it with plugins/kit/quote.ts or literal.ts, bind it, or let the name of what already holds SQL end in Sql";

function create(context: Deno.lint.RuleContext): Deno.lint.LintVisitor {
  if (/_test\.ts$|[\\/]tests[\\/]/.test(context.filename)) return {};
  const judge = new Judge();
  const parts: Deno.lint.Expression[] = [];
  const declareAll = (node: Deno.lint.Node): void => {
    for (const [name] of context.sourceCode.getText(node).matchAll(/\w+/g)) judge.declare(name, undefined);
  };
  const declareParameters = (node: { readonly params: readonly Deno.lint.Parameter[] }): void => {
    for (const parameter of node.params) {
      if (parameter.type !== "TSParameterProperty") declareAll(parameter);
    }
  };
  return {
    VariableDeclarator({ id, init, parent }) {
      if (id.type === "Identifier" && parent.kind === "const" && init) judge.declare(id.name, init);
      else declareAll(id);
    },
    FunctionDeclaration: declareParameters,
    FunctionExpression: declareParameters,
    ArrowFunctionExpression: declareParameters,
    TemplateLiteral(node) {
      if (readsAsSql(textOf(node))) parts.push(...node.expressions);
    },
    BinaryExpression(node) {
      if (node.operator === "+" && readsAsSql(leftmost(node))) parts.push(node.right);
    },
    // Judged at the end, when every constant is known.
    "Program:exit"() {
      for (const part of parts) {
        if (!judge.isSafe(part)) context.report({ node: part, message: MESSAGE, hint: HINT });
      }
    },
  };
}

const plugin: Deno.lint.Plugin = { name: "schemahero", rules: { "quoted-sql": { create } } };

export default plugin;
