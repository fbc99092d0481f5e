// How Cassandra's plans grow with the schema, see scale_alone.ts. Making 1000 tables takes minutes.
import { CASSANDRA } from "../engines/cassandra/engine.ts";
import { nameOf } from "./scale.ts";
import { benchAlone } from "./scale_alone.ts";

const TYPES = ["int", "text", "double", "frozen<list<text>>", "timestamp"];

/** A document. A changed one has a column more, another index, and another option. */
function documentOf(table: number, isChanged: boolean): string {
  const name = nameOf(table);
  const columns = Array.from(
    { length: 10 },
    (_, index) => `        - { name: column_${index}, type: ${TYPES[index % TYPES.length]} }`,
  );
  return `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: ${name.replace("_", "-")} }
spec:
  database: bench
  name: ${name}
  schema:
    cassandra:
      primaryKey: [id, at]
      clusteringOrder: { column: at, isDescending: true }
      columns:
        - { name: id, type: int }
        - { name: at, type: timestamp }
${columns.join("\n")}
${isChanged ? "        - { name: added, type: text }\n" : ""}      indexes:
        - { columns: [column_${isChanged ? 6 : 1}], type: sai }
      properties: { comment: ${name}, gcGraceSeconds: ${isChanged ? 3600 : 864000} }
`;
}

await benchAlone(CASSANDRA, { specKey: "cassandra", types: TYPES, document: documentOf }, [1, 100]);
