// What random columns of MySQL and MariaDB are of: families of types, with the values, defaults and expressions that fit.

/** SQL in which `{0}` stands for a column, and the type of its result. */
export interface Formula {
  readonly text: string;
  readonly type: string;
}

/** Types whose columns take the same values and expressions. */
export interface Family {
  readonly name: string;
  readonly types: readonly string[];
  /** As SQL. */
  readonly values: readonly string[];
  /** As `default:` has them in documents. */
  readonly defaults: readonly (string | number | boolean)[];
  /** Values of seed rows, as documents have them. */
  readonly seeds: readonly unknown[];
  readonly formulas: readonly Formula[];
  /** Conditions for checks, which the values keep. */
  readonly conditions: readonly string[];
  /** How many characters or bytes an index takes; undefined: the whole; "none": no index at all. */
  readonly prefix?: number | "none";
  readonly hasText?: boolean;
  /** Only on this server. */
  readonly only?: "mysql" | "mariadb";
}

const NUMBER_FORMULAS: readonly Formula[] = [
  { text: "{0} + 1", type: "bigint" },
  { text: "COALESCE({0}, 0) * 2 - 1", type: "bigint" },
  { text: "case when {0} > 3 then 'big' else 'it''s' end", type: "varchar(10)" },
  { text: "if({0} in (1, 2), 'in', 'out')", type: "varchar(10)" },
  { text: "{0} is null", type: "boolean" },
  { text: "concat('n', {0})", type: "varchar(40)" },
  { text: "greatest({0}, 2)", type: "bigint" },
];

const NUMBER_CONDITIONS: readonly string[] = [
  "{0} < 5000",
  "{0} between -50 and 4000",
  "{0} is null or {0} <> 77",
  "not ({0} = 78)",
  "abs({0}) < 9999 and {0} != 79",
  "{0} in (0, 1, 5) or {0} > -100",
];

const TEXT_FORMULAS: readonly Formula[] = [
  { text: "concat({0}, '-x')", type: "varchar(150)" },
  { text: "upper({0})", type: "varchar(120)" },
  { text: "char_length({0})", type: "int" },
  { text: "coalesce({0}, 'no\\'ne')", type: "varchar(120)" },
  { text: "left({0}, 3)", type: "varchar(5)" },
  { text: "{0} like 'a%'", type: "tinyint" },
  { text: "trim(both ' ' from {0})", type: "varchar(120)" },
];

const TEXT_CONDITIONS: readonly string[] = [
  "char_length({0}) < 100",
  "{0} <> 'never'",
  "{0} not like 'q;w%'",
  "length(trim({0})) >= 0",
  "{0} is null or lower({0}) <> 'no\\\\pe'",
  "{0} not in ('a''b', 'c\"d')",
];

const DAY_FORMULAS: readonly Formula[] = [
  { text: "year({0})", type: "int" },
  { text: "date({0})", type: "date" },
  { text: "{0} + interval 1 day", type: "datetime" },
  { text: "datediff({0}, '2020-01-01')", type: "int" },
];

/** All families. The first is used where a key needs numbers. */
export const FAMILIES: readonly Family[] = [
  {
    name: "integer",
    types: [
      "int",
      "int",
      "bigint",
      "smallint unsigned",
      "mediumint",
      "int(5) unsigned zerofill",
      "bigint unsigned",
      "integer",
      "int(11)",
    ],
    values: ["0", "1", "5", "2", "4000"],
    defaults: [0, 5, "7", "(1 + 1)", "(abs(-4))"],
    seeds: [{ int: 0 }, { int: 5 }, { int: 321 }],
    formulas: NUMBER_FORMULAS,
    conditions: NUMBER_CONDITIONS,
  },
  {
    name: "small integer",
    types: ["tinyint", "boolean", "tinyint unsigned", "bool", "tinyint(1)"],
    values: ["0", "1", "5", "100"],
    defaults: [0, 1, true, false, "1"],
    seeds: [{ int: 0 }, { int: 1 }],
    formulas: NUMBER_FORMULAS,
    conditions: NUMBER_CONDITIONS,
  },
  {
    name: "number",
    types: ["decimal(10,2)", "decimal(12,4)", "double", "float", "decimal", "decimal(10,2) unsigned"],
    values: ["0", "1.5", "2.25", "100"],
    defaults: [0, 1.5, "2.50", "(1 / 4)", "1e2"],
    seeds: [{ int: 3 }, { str: "1.5" }],
    formulas: [
      { text: "{0} / 2", type: "double" },
      { text: "round({0}, 1)", type: "decimal(12,1)" },
      { text: "{0} > 1.50", type: "boolean" },
    ],
    conditions: ["{0} >= 0", "{0} < 1e6", "{0} <> 77.50"],
  },
  {
    name: "bit",
    types: ["bit(4)", "bit(8)"],
    values: ["b'101'", "b'0'", "3"],
    defaults: ["b'101'", 5],
    seeds: [{ int: 2 }],
    formulas: [{ text: "{0} + 0", type: "bigint" }],
    conditions: ["{0} <> b'1111'", "{0} < 200"],
  },
  {
    name: "year",
    types: ["year"],
    values: ["1999", "2024"],
    defaults: [2024, "1999"],
    seeds: [{ int: 2001 }],
    formulas: [{ text: "{0} + 1", type: "int" }],
    conditions: ["{0} > 1950"],
  },
  {
    name: "text",
    types: ["varchar(20)", "varchar(100)", "char(8)", "varchar(64)", "character varying(30)"],
    values: ["'x'", "'abc'", "'it''s'", "'é'", "''", "'a\\\\b'", "'two\nlines'"],
    defaults: [
      "x",
      "it's",
      "",
      "'quoted'",
      "5",
      "lower('A')",
      "(concat('a', 'b'))",
      "a\\b",
      'tr"ue',
      "nullable",
    ],
    seeds: [{ str: "" }, { str: "x" }, { str: "it's\n`so`" }, { str: "5" }],
    formulas: TEXT_FORMULAS,
    conditions: TEXT_CONDITIONS,
    hasText: true,
  },
  {
    name: "long text",
    types: ["text", "tinytext", "mediumtext", "longtext", "text(70000)"],
    values: ["'x'", "'long text'", "'it''s'", "'é'"],
    defaults: ["x", "it's", "(concat('a', 'b'))"],
    seeds: [{ str: "x" }, { str: "it's" }],
    formulas: TEXT_FORMULAS,
    conditions: TEXT_CONDITIONS,
    prefix: 10,
    hasText: true,
  },
  {
    name: "choice",
    types: ["enum('a','b','it''s')", "enum('b','a','it''s','c,d')", "enum('a','b','it''s','z\"')"],
    values: ["'a'", "'b'", "'it''s'"],
    defaults: ["a", "b", "it's"],
    seeds: [{ str: "a" }, { str: "it's" }],
    formulas: [{ text: "{0} = 'a'", type: "boolean" }, { text: "concat({0}, '!')", type: "varchar(20)" }],
    conditions: ["{0} in ('a', 'b', 'it''s')", "{0} <> 'c,d'"],
    hasText: true,
  },
  {
    name: "set",
    types: ["set('x','y')", "set('x','y','z')"],
    values: ["'x'", "'x,y'", "''"],
    defaults: ["x", "x,y", ""],
    seeds: [{ str: "y" }],
    formulas: [{ text: "find_in_set('x', {0})", type: "int" }],
    conditions: ["{0} <> 'x,z'"],
    hasText: true,
  },
  {
    name: "bytes",
    types: ["binary(4)", "varbinary(10)", "varbinary(40)"],
    values: ["x'00ff'", "'ab'", "x'27'"],
    defaults: ["ab", "it's"],
    seeds: [{ bytes: "AP8=" }],
    formulas: [{ text: "hex({0})", type: "varchar(100)" }],
    conditions: ["length({0}) < 50", "{0} <> x'6162ff'"],
  },
  {
    name: "long bytes",
    types: ["blob", "tinyblob", "mediumblob", "longblob"],
    values: ["x'00ff'", "'ab'"],
    defaults: ["ab"],
    seeds: [{ bytes: "AP8=" }],
    formulas: [{ text: "length({0})", type: "bigint" }],
    conditions: ["length({0}) < 500"],
    prefix: 8,
  },
  {
    name: "day",
    types: ["date"],
    values: ["'2024-02-29'", "'1999-12-31'"],
    defaults: ["2024-01-02", "(curdate())"],
    seeds: [{ str: "2020-02-02" }],
    formulas: DAY_FORMULAS,
    conditions: ["{0} > '1900-01-01'", "year({0}) between 1900 and 2900"],
  },
  {
    name: "time",
    types: ["time", "time(3)"],
    values: ["'12:30:00'", "'00:00:01'"],
    defaults: ["12:30:00", "00:00:00"],
    seeds: [{ str: "01:02:03" }],
    formulas: [{ text: "hour({0})", type: "int" }],
    conditions: ["{0} < '40:00:00'"],
  },
  {
    name: "moment",
    types: ["datetime"],
    values: ["'2024-02-29 12:00:00'", "'1999-12-31 23:59:59'"],
    defaults: ["2024-01-02 03:04:05", "2024-01-02", "current_timestamp", "CURRENT_TIMESTAMP()", "now()"],
    seeds: [{ str: "2020-02-02 02:02:02" }],
    formulas: DAY_FORMULAS,
    conditions: ["{0} > '1900-01-01 00:00:00'", "{0} >= timestamp'1800-01-01 00:00:00'"],
  },
  {
    name: "exact moment",
    types: ["datetime(6)"],
    values: ["'2024-02-29 12:00:00.123456'"],
    defaults: ["2024-01-02 03:04:05.5", "current_timestamp(6)"],
    seeds: [{ str: "2020-02-02 02:02:02.25" }],
    formulas: DAY_FORMULAS,
    conditions: ["{0} > '1900-01-01'"],
  },
  {
    name: "stamp",
    types: ["timestamp"],
    values: ["'2024-02-29 12:00:00'"],
    defaults: ["current_timestamp", "2024-01-02 03:04:05"],
    seeds: [{ str: "2020-02-02 02:02:02" }],
    formulas: [],
    conditions: ["{0} > '1975-01-01 00:00:00'"],
  },
  {
    name: "json",
    types: ["json"],
    values: ["'{\"a\": 1}'", "'[]'", "'\"it''s\"'"],
    defaults: ["(json_array())", "(json_object('k', 1))"],
    seeds: [{ str: '{"a": [1, "it\'s"]}' }],
    formulas: [
      { text: "json_unquote(json_extract({0}, '$.a'))", type: "varchar(60)" },
      { text: "json_length({0})", type: "int" },
    ],
    conditions: ["json_length({0}) < 100"],
    prefix: "none",
  },
  {
    name: "place",
    types: ["point", "geometry"],
    values: ["st_geomfromtext('POINT(1 2)')"],
    defaults: [],
    seeds: [],
    formulas: [],
    conditions: [],
    prefix: "none",
  },
  {
    name: "shape",
    types: ["polygon", "linestring", "multipoint"],
    values: [],
    defaults: [],
    seeds: [],
    formulas: [],
    conditions: [],
    prefix: "none",
  },
  {
    name: "uuid",
    types: ["uuid"],
    values: ["'123e4567-e89b-12d3-a456-426655440000'"],
    defaults: ["123e4567-e89b-12d3-a456-426655440001"],
    seeds: [{ str: "123e4567-e89b-12d3-a456-426655440002" }],
    formulas: [],
    conditions: [],
    only: "mariadb",
  },
  {
    name: "address",
    types: ["inet6", "inet4"],
    values: [],
    defaults: [],
    seeds: [],
    formulas: [],
    conditions: [],
    only: "mariadb",
  },
];

/** Character sets and collations of a column or a table. */
export const CHARSETS: readonly { readonly charset?: string; readonly collation?: string }[] = [
  { charset: "latin1" },
  { charset: "utf8" },
  { charset: "utf8mb3", collation: "utf8mb3_bin" },
  { charset: "utf8mb4" },
  { collation: "utf8mb4_bin" },
  { collation: "utf8mb4_unicode_ci" },
  { charset: "latin1", collation: "latin1_german1_ci" },
];
