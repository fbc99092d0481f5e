import assert from "node:assert/strict";
import { liveDefault, wantedDefault } from "./default.ts";
import { quirksOf } from "./quirks.ts";

const MYSQL = quirksOf("9.7.4");
const MARIADB = quirksOf("10.11.19-MariaDB");

Deno.test("liveDefault() reads the same default from what either server tells", () => {
  const cases = [
    { type: "varchar(20)", mysql: "x'y\\z", mariadb: "'x''y\\\\z'", sql: "'x''y\\\\z'" },
    { type: "varchar(20)", mysql: "", mariadb: "''", sql: "''" },
    { type: "varchar(20)", mysql: "NULL", mariadb: "'NULL'", sql: "'NULL'" },
    { type: "int", mysql: "5", mariadb: "5", sql: "5" },
    { type: "decimal(10,2)", mysql: "1.50", mariadb: "1.50", sql: "1.5" },
    { type: "bit(8)", mysql: "b'101'", mariadb: "b'101'", sql: "b'101'" },
    { type: "varbinary(4)", mysql: "0x6162", mariadb: "'ab'", sql: "x'6162'" },
    { type: "binary(4)", mysql: "0x61620000", mariadb: "'ab'", sql: "x'6162'" },
    { type: "date", mysql: "2020-01-01", mariadb: "'2020-01-01'", sql: "'2020-01-01'" },
  ];
  for (const { type, mysql, mariadb, sql } of cases) {
    assert.equal(liveDefault(mysql, type, false, MYSQL), sql, type);
    assert.equal(liveDefault(mariadb, type, false, MARIADB), sql, type);
  }
  assert.equal(liveDefault(null, "int", false, MYSQL), undefined);
  assert.equal(liveDefault("NULL", "int", false, MARIADB), undefined);
  assert.equal(liveDefault("CURRENT_TIMESTAMP(6)", "datetime(6)", true, MYSQL), "current_timestamp(6)");
  assert.equal(liveDefault("current_timestamp()", "timestamp", false, MARIADB), "current_timestamp");
  assert.equal(liveDefault("concat(_utf8mb4\\'a\\')", "varchar(9)", true, MYSQL), "(concat(_utf8mb4'a'))");
  assert.equal(liveDefault("concat('a')", "varchar(9)", false, MARIADB), "(concat('a'))");
});

Deno.test("wantedDefault() tells literals from expressions", () => {
  const cases = [
    { value: "5", type: "int", sql: "5" },
    { value: "5", type: "varchar(9)", sql: "'5'" },
    { value: true, type: "tinyint(1)", sql: "1" },
    { value: "1.500", type: "decimal(10,2)", sql: "1.5" },
    { value: "CURRENT_TIMESTAMP(6)", type: "datetime(6)", sql: "current_timestamp(6)" },
    { value: "now()", type: "timestamp", sql: "current_timestamp" },
    { value: "uuid()", type: "varchar(40)", sql: "(uuid())" },
    { value: "'uuid()'", type: "varchar(40)", sql: "'uuid()'" },
    { value: "(1 + 1)", type: "int", sql: "(1 + 1)" },
    { value: "null", type: "int", sql: undefined },
    { value: "it's \\", type: "varchar(9)", sql: "'it''s \\\\'" },
    { value: "b'0101'", type: "bit(4)", sql: "b'101'" },
    { value: "2020-01-01", type: "datetime", sql: "'2020-01-01 00:00:00'" },
  ];
  for (const { value, type, sql } of cases) {
    assert.equal(wantedDefault(value, type, MYSQL), sql, `${value} ${type}`);
  }
  assert.equal(wantedDefault("{}", "json", MYSQL), "('{}')");
  assert.equal(wantedDefault("{}", "json", MARIADB), "'{}'");
});
