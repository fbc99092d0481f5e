import assert from "node:assert/strict";
import type { Column } from "../../protocol/model.ts";
import { columnOrder, misplaced } from "./column_order.ts";

/** `b<a` is column b after column a. */
function columns(text: string): Column[] {
  return text.split(" ").filter((each) => each !== "").map((each) => {
    const [name = "", after] = each.split("<");
    return { name, type: "int", notNull: false, ...(after !== undefined && { extra: { after } }) };
  });
}

Deno.test("columnOrder() moves what asks for it, and whoever follows it", () => {
  const table = [
    { live: "", wanted: "a b c<first d<a", order: "c a d b", moved: "c d" },
    { live: "id a b c", wanted: "id a b<id c<b", order: "id b c a", moved: "b c" },
    { live: "id a b c", wanted: "id a c<b b<id", order: "id b c a", moved: "b c" },
    { live: "id a gone b", wanted: "id a b<a n<id", order: "id n a b", moved: "n" },
    { live: "a b", wanted: "b a", order: "a b", moved: "" },
    { live: "a b c", wanted: "a<b b<c c", order: "c b a", moved: "a b" },
  ];
  for (const { live, wanted, order, moved } of table) {
    const found = columnOrder(columns(live), columns(wanted));
    assert.equal(found.names.join(" "), order, wanted);
    assert.equal([...found.moved].sort().join(" "), moved, wanted);
  }
});

Deno.test("misplaced() finds wishes that cannot come true", () => {
  const wish = (text: string) =>
    misplaced(
      text.split(" ").map((each) => {
        const [name = "", after] = each.split("<");
        return { name, after };
      }),
    );
  assert.equal(wish("a b<a c<b d<first"), undefined);
  assert.equal(wish("a b<x")?.why, "there is no column x");
  assert.equal(wish("a b<a c<a")?.why, "b is to stand there, too");
  assert.equal(wish("a<a b")?.why, "a is to stand behind a itself");
  assert.equal(wish("a<c b<a c<b")?.why, "b is to stand behind c itself");
});
