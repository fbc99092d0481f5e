import assert from "node:assert/strict";
import { keepsValues, normalType, TypeNameError } from "./types.ts";

Deno.test("normalType() brings every spelling into one form", () => {
  const forms: Readonly<Record<string, string>> = {
    "INTEGER": "int",
    "int(11)": "int",
    "int(10) unsigned": "int unsigned",
    "int zerofill": "int(10) unsigned zerofill",
    "bool": "tinyint(1)",
    "tinyint(4)": "tinyint",
    "tinyint(1)": "tinyint(1)",
    "dec(5)": "decimal(5,0)",
    "numeric": "decimal(10,0)",
    "double precision": "double",
    "float(30)": "double",
    "float(10)": "float",
    "character varying (10)": "varchar(10)",
    "char": "char(1)",
    "timestamp(0)": "timestamp",
    "datetime(6)": "datetime(6)",
    "year(4)": "year",
    "bit": "bit(1)",
    "text(65535)": "text",
    "blob(70000)": "mediumblob",
    "enum(\"a\", 'b''c' , 'd  ')": "enum('a','b''c','d')",
    "geomcollection": "geometrycollection",
    "vector(3)": "vector(3)",
  };
  for (const [written, form] of Object.entries(forms)) assert.equal(normalType(written), form, written);
});

Deno.test("normalType() refuses what is more than a type", () => {
  const others = [
    "",
    "int not null",
    "varchar(10) character set latin1",
    "int; drop table t",
    "serial",
    "int)",
    "enum()",
  ];
  for (const text of others) assert.throws(() => normalType(text), TypeNameError, text);
});

Deno.test("keepsValues() tells wider types from narrower ones", () => {
  assert.equal(keepsValues("int", "bigint"), true);
  assert.equal(keepsValues("int unsigned", "int"), false);
  assert.equal(keepsValues("int unsigned", "bigint"), true);
  assert.equal(keepsValues("varchar(10)", "varchar(20)"), true);
  assert.equal(keepsValues("decimal(10,2)", "decimal(10,3)"), false);
  assert.equal(keepsValues("enum('a','b')", "enum('b','a')"), true);
  assert.equal(keepsValues("enum('a','b')", "enum('a')"), false);
});
