// Makes forms out of SHOW CREATE that can be compared: the order of columns and keys means nothing, nor do the names and
// the widths that a server finds by itself, nor whether a column says the character set that it has anyway.
import type { JudgedObject } from "../engine.ts";

/** One object. `columns`: what SHOW FULL COLUMNS says of a table's. */
export function judgedObject(
  type: string,
  name: string,
  table: string,
  sql: string,
  columns: readonly (readonly string[])[],
): JudgedObject {
  return { type, name, table, form: type === "table" ? tableForm(sql, columns) : programForm(type, sql) };
}

function tableForm(sql: string, columns: readonly (readonly string[])[]): string {
  const end = sql.lastIndexOf("\n)");
  const [head = "", ...lines] = sql.slice(0, end).split("\n");
  const collations = columns.filter((row) => (row[2] ?? "null") !== "null").map((row) =>
    `  collation ${row[0]} ${row[2]}`
  );
  const own = lines.map((line) => line.replace(/,$/, "")).flatMap((line) => {
    // A check of a column says what one of the table says (MariaDB).
    const [, column, check] = /^(\s*`.*) (CHECK \((?!json_valid).*\))$/.exec(line) ?? [];
    return column === undefined ? [line] : [column, `  CONSTRAINT ${check}`];
  }).map(lineForm);
  return [head, ...own.sort(), ...collations.sort(), tailForm(sql.slice(end + 2))].join("\n");
}

function lineForm(written: string): string {
  // What a string in an expression is called depends on what the table was before.
  const line = written.replace(/\b((?:TIME|TIMESTAMP)'[^']*?)\.0+'/g, "$1'").replace(
    /(?:_(?:utf8mb[34]|latin1)|\b(?:DATE|TIME|TIMESTAMP))(?=')/g,
    "",
  );
  if (!/^\s*`/.test(line)) {
    return line.replace(/CONSTRAINT `(?:[^`]*_chk_\d+|CONSTRAINT_\d+)` CHECK/, "CONSTRAINT CHECK")
      // A foreign key that was named by default keeps its name when its table or column is renamed.
      .replace(/^(\s*(?:CONSTRAINT|KEY)) `(?:[^`]|``)*_fkey`/, "$1")
      .replace(/ ON (?:DELETE|UPDATE) (?:RESTRICT|NO ACTION)/g, "");
  }
  return line.replace(/ CHARACTER SET \w+/, "").replace(/ COLLATE \w+/, "")
    .replace(/(`(?:[^`]|``)*` (?:small|medium|big)?int)\(\d+\)(?! unsigned zerofill)/, "$1")
    .replace(/(`(?:[^`]|``)*` tinyint)\((?!1\))\d+\)(?! unsigned zerofill)/, "$1")
    .replace(/ DEFAULT NULL/, "").replace(/(?<! NOT) NULL(?= |$)/, "");
}

function tailForm(tail: string): string {
  return tail.replace(/ AUTO_INCREMENT=\d+/, "").replace(/ ROW_FORMAT=DYNAMIC/, "");
}

/** MariaDB keeps the words of CREATE TRIGGER as they were written. */
function programForm(type: string, sql: string): string {
  if (type !== "trigger") return sql;
  const [, head = sql, body = ""] = /^([^]*?for each row)\s*([^]*)$/i.exec(sql) ?? [];
  return `${head.replaceAll("`", "").replace(/\s+/g, " ").toLowerCase()} ${body}`;
}
