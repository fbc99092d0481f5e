// Random rows for a random PostgreSQL world, as statements of which those that constraints refuse do nothing.
import type { Dice } from "../random/dice.ts";
import {
  type Column,
  FAMILIES,
  plainColumns,
  qualified,
  quoted,
  type Table,
  textSql,
  type World,
} from "./random_world.ts";

/** Rows of every table. */
export function randomRows(dice: Dice, world: World): string[] {
  return world.tables.flatMap((table) => {
    const count = dice.chance(0.2) ? 0 : 1 + dice.below(4);
    return Array.from({ length: count }, (_, index) => insertion(dice, table, index));
  });
}

function insertion(dice: Dice, table: Table, index: number): string {
  const columns = plainColumns(table);
  const overrides = columns.some(({ identity }) => identity === "always") ? " overriding system value" : "";
  const values = columns.map((column) => valueSql(dice, column, table, index));
  return `do $do$ begin insert into ${qualified(table)} (${
    columns.map(({ name }) => quoted(name)).join(", ")
  })${overrides} values (${
    values.join(", ")
  }); set constraints all immediate; exception when integrity_constraint_violation then null; end $do$`;
}

function valueSql(dice: Dice, column: Column, table: Table, index: number): string {
  const { type } = column;
  if (table.key.includes(column) && type.family === "integer") return String([1, 2, 9, 7][index]);
  if (table.foreignKeys.some(({ columns }) => columns.includes(column)) && dice.chance(0.6)) {
    return column.notNull ? "1" : dice.pick(type.family === "integer" ? ["null", "1", "2"] : ["null"]);
  }
  if (!column.notNull && dice.chance(0.25)) return "null";
  if ("sql" in type) {
    return /serial/.test(type.sql) ? String(index + 1) : dice.pick(FAMILIES[type.family].values);
  }
  switch (type.family) {
    case "enum":
      return textSql(dice.pick(type.values).value);
    case "domain":
      return /text|char/.test(type.base) ? dice.pick(["'x'", "'it''s'"]) : dice.pick(["1", "25"]);
    case "composite":
      return `row(${type.fields.map(() => "null").join(", ")})${type.fields.length === 1 ? "" : ""}`;
  }
}
