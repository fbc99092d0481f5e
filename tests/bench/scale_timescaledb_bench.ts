// How TimescaleDB's plans grow with the number of hypertables, see scale_alone.ts: on the Apache edition, which is on a
// whole server, and on the Community edition, whose build in WebAssembly is several times slower.
import { APACHE, COMMUNITY } from "../engines/timescaledb/engine.ts";
import { nameOf } from "./scale.ts";
import { benchAlone } from "./scale_alone.ts";

const TYPES = ["integer", "text", "double precision", "varchar(40)", "timestamp"];

/** A document. A changed one has a column more, another index, and another interval of chunks. */
function documentOf(table: number, isChanged: boolean, isCommunity: boolean): string {
  const name = nameOf(table);
  const columns = Array.from(
    { length: 10 },
    (_, index) => `        - { name: column_${index}, type: ${TYPES[index % TYPES.length]} }`,
  );
  const more = `
        compression: { segmentBy: id, orderBy: time desc, interval: 7 days }
        retention: { interval: 1 year }`;
  return `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: ${name.replace("_", "-")} }
spec:
  database: bench
  name: ${name}
  schema:
    timescaledb:
      primaryKey: [id, time]
      columns:
        - { name: id, type: integer }
        - { name: time, type: timestamptz }
${columns.join("\n")}
${isChanged ? "        - { name: added, type: text }\n" : ""}      indexes:
        - { name: ${name}_one, columns: [column_${isChanged ? 3 : 1}] }
      hypertable:
        timeColumnName: time
        chunkTimeInterval: ${isChanged ? 12 : 24} hours${isCommunity ? more : ""}
`;
}

for (const [engine, sizes] of [[APACHE, [1, 100]], [COMMUNITY, [1, 100]]] as const) {
  const document = (table: number, isChanged: boolean) => documentOf(table, isChanged, engine === COMMUNITY);
  await benchAlone(engine, { specKey: "timescaledb", types: TYPES, document }, sizes);
}
