// The project's own lint rule: SQL is written with quoted parts only. A template (or a sum of texts) that reads as
// SQL may hold calls of quoting functions, other SQL (`...Sql`) and literals; a bare value there is an injection
// waiting for a name with a quote in it. Tests are exempt: they write SQL for fixed names of their own.

/** Functions whose result is safe in SQL: what plugins/kit/quote.ts and literal.ts export, and their kin. */
const QUOTING =
  /^(?:quote[A-Z]?\w*|literal[A-Z]?\w*|\w+Literal|identifier|\w*Sql|sql[A-Z]\w*|render[A-Z]\w*|\w+Clause|placeholders)$/;

/** Names of variables and properties that hold SQL that was made with quoting. */
const SQL_NAME = /^(?:sql|\w+Sql|\w+Clause|\w+Clauses)$/;

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

/** True when an expression may stand in SQL text. */
function isSafe(node: Deno.lint.Expression | Deno.lint.PrivateIdentifier): boolean {
  switch (node.type) {
    case "Literal":
      return true;
    case "Identifier":
      return SQL_NAME.test(node.name);
    case "MemberExpression":
      return SQL_NAME.test(nameOf(node) ?? "");
    case "CallExpression":
      return isSafeCall(node);
    case "ConditionalExpression":
      return isSafe(node.consequent) && isSafe(node.alternate);
    case "LogicalExpression":
      return isSafe(node.right) && (node.operator === "&&" || isSafe(node.left));
    case "TemplateLiteral":
      return node.expressions.every(isSafe);
    case "BinaryExpression":
      return node.operator === "+" && isSafe(node.left) && isSafe(node.right);
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "AwaitExpression":
      return isSafe(node.type === "AwaitExpression" ? node.argument : node.expression);
    default:
      return false;
  }
}

/** A quoting call, or `parts.map(quoting).join(", ")`. */
function isSafeCall(node: Deno.lint.CallExpression): boolean {
  const name = nameOf(node.callee) ?? "";
  if (QUOTING.test(name)) return true;
  if (node.callee.type !== "MemberExpression") return false;
  const receiver = node.callee.object;
  if (name === "join") return isSafeList(receiver);
  return ["trim", "trimEnd", "trimStart"].includes(name) && isSafe(receiver);
}

function isSafeList(node: Deno.lint.Expression): boolean {
  if (node.type === "ArrayExpression") {
    return node.elements.every((item) =>
      item.type !== "SpreadElement" ? isSafe(item) : isSafeList(item.argument)
    );
  }
  if (node.type !== "CallExpression") return isSafe(node);
  const name = nameOf(node.callee) ?? "";
  if (name === "filter" && node.callee.type === "MemberExpression") return isSafeList(node.callee.object);
  if (name !== "map" && name !== "flatMap") return isSafeCall(node);
  const [mapper] = node.arguments;
  if (mapper === undefined || mapper.type === "SpreadElement") return false;
  if (mapper.type === "ArrowFunctionExpression" && mapper.body.type !== "BlockStatement") {
    return isSafe(mapper.body);
  }
  return QUOTING.test(nameOf(mapper) ?? "");
}

function nameOf(node: Deno.lint.Expression | Deno.lint.PrivateIdentifier): string | undefined {
  if (node.type === "Identifier" || node.type === "PrivateIdentifier") return node.name;
  if (node.type !== "MemberExpression" || node.computed) return undefined;
  return nameOf(node.property);
}

/** The leftmost text of a sum. */
function leftmost(node: Deno.lint.Expression | Deno.lint.PrivateIdentifier): string {
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
  "Quote it with plugins/kit/quote.ts or literal.ts, bind it, or name a variable that already holds SQL ...Sql";

const plugin: Deno.lint.Plugin = {
  name: "schemahero",
  rules: {
    "quoted-sql": {
      create(context) {
        if (/_test\.ts$|[\\/]tests[\\/]/.test(context.filename)) return {};
        return {
          TemplateLiteral(node) {
            if (!readsAsSql(textOf(node))) return;
            for (const part of node.expressions) {
              if (!isSafe(part)) context.report({ node: part, message: MESSAGE, hint: HINT });
            }
          },
          BinaryExpression(node) {
            if (node.operator !== "+" || !readsAsSql(leftmost(node)) || isSafe(node.right)) return;
            context.report({ node: node.right, message: MESSAGE, hint: HINT });
          },
        };
      },
    },
  },
};

export default plugin;
