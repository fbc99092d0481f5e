// Reads what pg_dump says into objects that can be compared: the order of columns and constraints means nothing, nor do
// names that PostgreSQL found by itself, which stay what they were when a table or column is renamed.
import type { JudgedObject } from "../engine.ts";

const HEADER = /^--\n-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*\n--\n/gm;

/** The objects of a dump. */
export function judgedObjects(dump: string): JudgedObject[] {
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
    const form = ownNames(formOf(type, body));
    const table = tableOf(label, type, body);
    return [{
      type: type.toLowerCase(),
      name: prefix + ownNames(label),
      table: table === undefined ? prefix + label : table,
      form,
    }];
  });
  return withoutNeedless(objects);
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

function tableOf(label: string, type: string, body: string): string | undefined {
  const named = (text: string) => text.replaceAll('"', "").replace(/^public\./, "");
  if (type === "INDEX") return named(/ ON (?:ONLY )?(\S+)/.exec(body)?.[1] ?? label);
  if (type === "SEQUENCE" || type === "SEQUENCE OWNED BY" || type === "DEFAULT") {
    return named(
      /ALTER TABLE (?:ONLY )?(\S+)|OWNED BY (\S+)\.[^.]+;/.exec(body)?.slice(1).find(Boolean) ?? label,
    );
  }
  return type.includes("CONSTRAINT") || type === "TRIGGER" || type === "COMMENT" || type === "POLICY"
    ? named(
      /(?:ALTER TABLE (?:ONLY )?|COMMENT ON (?:TABLE|COLUMN|VIEW|INDEX) | ON )("?[\w$]+"?(?:\."?[\w$]+"?)?)/
        .exec(body)?.[1] ?? label,
    )
    : undefined;
}

function withoutNeedless(objects: JudgedObject[]): JudgedObject[] {
  return objects.filter(({ form }) => form !== "");
}
