// Reads what pg_dump says into objects that can be compared: the order of columns and constraints means nothing, nor do
// names that PostgreSQL found by itself, which stay what they were when a table or column is renamed.
import type { JudgedObject } from "../engine.ts";

const HEADER = /^--\n-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*\n--\n/gm;

const ATTACHED =
  /^ALTER INDEX (?:.*) ATTACH PARTITION ((?:"(?:[^"]|"")+"|[\w$]+)\.)?("(?:[^"]|"")+"|[\w$]+);$/gm;

/** The objects of a dump. */
export function judgedObjects(text: string): JudgedObject[] {
  const dump = withoutPartNames(text);
  const headers = [...dump.matchAll(HEADER)];
  const objects = headers.flatMap((header, at): JudgedObject[] => {
    const [whole, label = "", type = "", schema = ""] = header;
    const body = dump.slice(header.index + whole.length, headers[at + 1]?.index ?? dump.length)
      .split("\n").filter((line) =>
        line !== "" && !line.startsWith("--") && !/^SET |^\\|^SELECT pg_catalog.set_config/.test(line)
      )
      .join("\n");
    if (type === "SCHEMA" && label === "public") return [];
    const prefix = schema === "-" || schema === "public" ? "" : `${schema}.`;
    const form = parsedAgain(ownNames(formOf(type, body)));
    const table = tableOf(label, type, body);
    return [{
      type: type.toLowerCase(),
      name: prefix + ownLabel(label),
      table: table === undefined ? prefix + label : table,
      form,
    }];
  });
  return withoutNeedless(objects);
}

/** PostgreSQL finds the names of indexes of partitions by those of the partitions then. */
function withoutPartNames(dump: string): string {
  return [...dump.matchAll(ATTACHED)].reduce((text, [, , name = ""]) => {
    if (/_(?:pkey|key|excl)\d*"?$/.test(name)) return text;
    const label = name.replace(/^"(.*)"$/, "$1").replaceAll('""', '"');
    return text.replaceAll(`INDEX ${name} `, "INDEX ~part ")
      .replaceAll(`.${name};\n`, ".~part;\n")
      // An index of partitions of partitions has parts of its own.
      .replaceAll(`.${name} ATTACH`, ".~part ATTACH").replaceAll(
        `Name: ${label}; Type: INDEX`,
        "Name: ~part; Type: INDEX",
      );
  }, dump);
}

/** Names of constraints and sequences that PostgreSQL finds. */
function ownNames(text: string): string {
  // Since 18 pg_dump tells the name of a NOT NULL that is not what a fresh table would find.
  const notNull = /CONSTRAINT (?:"(?:[^"\n]|"")+_not_null\d*"|[\w$]+_not_null\d*) (?=NOT NULL)/g;
  return text.replace(notNull, "").replace(
    /"(?:[^"\n]|"")+_(pkey|key|fkey|check|excl|seq)\d*"|\b[\w$]+_(pkey|key|fkey|check|excl|seq)\d*\b/g,
    (_, quoted: string | undefined, plain: string) => `~${quoted ?? plain}`,
  );
}

/** PostgreSQL reads what it writes of `x in ('a', 'b')` as another tree, which it then writes otherwise. */
function parsedAgain(form: string): string {
  return form.replace(
    /\(\(ARRAY\[([^\]]*)\]\)::(text|character varying)\[\]\)/g,
    (_, items: string, type: string) =>
      `(ARRAY[${items.split(", ").map((each) => `(${each})::${type}`).join(", ")}])`,
  );
}

/** The same in a label, where names stand without quotes and may have spaces and quotes in them. */
function ownLabel(label: string): string {
  return label.replace(/^.*_(pkey|key|fkey|check|excl|seq)\d*$/, "~$1");
}

function formOf(type: string, body: string): string {
  // Who was granted first means nothing.
  if (type === "ACL") return body.split("\n").sort().join("\n");
  if (type !== "TABLE") return body;
  const match = /^(CREATE (?:UNLOGGED )?TABLE [^\n]*) \(\n([^]*?)\n\)([^]*)$/.exec(body);
  if (!match) return body;
  const [, head = "", inner = "", tail = ""] = match;
  const parts = inner.split(/,\n(?= {4}\S)/).map((line) => line.trim()).sort();
  return [head, ...parts.map((part) => `  ${part}`), ...tail.trim().split("\n").map(parametersSorted).sort()]
    .join("\n");
}

/** The order of storage parameters is that in which they were set, and means nothing. */
function parametersSorted(line: string): string {
  return line.replace(/^WITH \((.*)\)/, (_, list: string) => `WITH (${list.split(", ").sort().join(", ")})`);
}

/** A name as SQL writes it, perhaps with its schema. */
const NAME = String.raw`((?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))?)`;
const INDEXED = new RegExp(` ON (?:ONLY )?${NAME}`);
const ALTERED = new RegExp(`ALTER TABLE (?:ONLY )?${NAME}`);
const OWNER = new RegExp(`OWNED BY ${NAME}\\.`);
const CONCERNED = new RegExp(
  `(?:ALTER TABLE (?:ONLY )?|COMMENT ON (?:TABLE|COLUMN|VIEW|INDEX) | ON )${NAME}`,
);

function tableOf(label: string, type: string, body: string): string | undefined {
  const found = (...patterns: readonly RegExp[]) => {
    const text = patterns.map((pattern) => pattern.exec(body)?.[1]).find(Boolean);
    if (text === undefined) return label;
    return text.replaceAll(/"((?:[^"]|"")+)"/g, (_, inner: string) => inner.replaceAll('""', '"'))
      .replace(/^public\./, "");
  };
  if (type === "INDEX") return found(INDEXED);
  if (type === "SEQUENCE" || type === "SEQUENCE OWNED BY" || type === "DEFAULT") return found(ALTERED, OWNER);
  return type.includes("CONSTRAINT") || type === "TRIGGER" || type === "COMMENT" || type === "POLICY"
    ? found(CONCERNED)
    : undefined;
}

function withoutNeedless(objects: JudgedObject[]): JudgedObject[] {
  return objects.filter(({ form }) => form !== "");
}
