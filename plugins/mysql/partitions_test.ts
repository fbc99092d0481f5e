import assert from "node:assert/strict";
import { samePartitions } from "./partitions.ts";

const LIVE = "PARTITION BY HASH ((`id` * 2))\nPARTITIONS 3";

Deno.test("samePartitions() takes parentheses of the server for what they are", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["partition by hash (id * 2) partitions 3", LIVE, true],
    ["partition by hash ((id * 2)) partitions 3", LIVE, true],
    ["partition by hash (id * 3) partitions 3", LIVE, false],
    [
      "partition by hash (id + 1 * 2) partitions 3",
      "PARTITION BY HASH ((`id` + (1 * 2)))\nPARTITIONS 3",
      true,
    ],
    [
      "partition by hash ((id + 1) * 2) partitions 3",
      "PARTITION BY HASH ((`id` + (1 * 2)))\nPARTITIONS 3",
      false,
    ],
    ["partition by hash (id - 1 - 2)", "PARTITION BY HASH (((`id` - 1) - 2))", true],
    ["partition by hash (id - (1 - 2))", "PARTITION BY HASH (((`id` - 1) - 2))", false],
    ["partition by key (a, b)", "PARTITION BY KEY (a,b)", true],
    ["partition by key (a, b)", "PARTITION BY KEY (b,a)", false],
    [
      "partition by range (year(d)) (partition p values less than (2000), partition q values less than maxvalue)",
      "PARTITION BY RANGE (year(`d`))\n(PARTITION p VALUES LESS THAN (2000) ENGINE = InnoDB,\n PARTITION q VALUES LESS THAN MAXVALUE ENGINE = InnoDB)",
      true,
    ],
    [
      "partition by list (a) (partition p values in (1, 2))",
      "PARTITION BY LIST (`a`) (PARTITION p VALUES IN (1,2))",
      true,
    ],
    [
      "partition by list (a) (partition p values in (1, 2))",
      "PARTITION BY LIST (`a`) (PARTITION p VALUES IN (1,3))",
      false,
    ],
  ];
  for (const [wanted, live, same] of cases) assert.equal(samePartitions(wanted, live), same, wanted);
});
