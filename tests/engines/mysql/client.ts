// A client that shares nothing with the plugin but the library under both: it runs several statements at once, as a
// script is run, and gives cells as text.
import mysql from "mysql2/promise";

/** One connection. */
export class Client {
  readonly #connection: mysql.Connection;

  constructor(connection: mysql.Connection) {
    this.#connection = connection;
  }

  static async open(url: string): Promise<Client> {
    const connection = await mysql.createConnection({
      uri: url.replace(/\?.*/, ""),
      multipleStatements: true,
      disableEval: true,
      charset: "UTF8MB4_GENERAL_CI",
    });
    return new Client(connection);
  }

  async run(sql: string): Promise<void> {
    if (sql.trim() !== "") await this.#connection.query(sql);
  }

  /** Rows as text; bytes that are no text in hexadecimal digits. */
  async rows(sql: string): Promise<string[][]> {
    const [rows] = await this.#connection.query({
      sql,
      rowsAsArray: true,
      typeCast: (field) => cellText(field),
    });
    return Array.isArray(rows) ? rows as unknown as string[][] : []; // typeCast made the cells
  }

  async close(): Promise<void> {
    await this.#connection.end();
  }
}

function cellText(field: { readonly type: string; buffer(): Uint8Array | null }): string {
  const bytes = field.buffer();
  if (bytes === null) return "null";
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // bytes that are no text
  }
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
