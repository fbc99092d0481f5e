import assert from "node:assert/strict";
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { readOptionFiles, valueOf } from "./mysql_option_files.ts";

Deno.test("valueOf() reads quotes, escapes and remarks as the clients do", () => {
  const table = [
    [" plain ", "plain"],
    ["'it is # all' # a remark", "it is # all"],
    ['"a\\"b"', 'a"b'],
    ["a\\sb\\tc\\\\d\\q", "a b\tc\\d\\q"],
    ["secret#5", "secret"],
    ["'secret#5'", "secret#5"],
    ["", ""],
    ["'open", "'open"],
  ];
  for (const [written = "", value] of table) assert.equal(valueOf(written), value, written);
});

async function inHome(
  files: Readonly<Record<string, string>>,
  act: (home: string) => void | Promise<void>,
): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "schemahero-cnf-" });
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.mkdir(join(home, name, ".."), { recursive: true });
      await Deno.writeTextFile(join(home, name), text, { mode: 0o600 });
    }
    await act(home);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("readOptionFiles() reads the groups that are asked for, and the last word wins", async () => {
  const files = {
    ".my.cnf": "user = nobody\n[client]\nuser=me\nssl_ca = /ca.pem\n[mysqld]\nport=9\n; a remark\n[mysql]\n" +
      "user = 'you'\nskip-ssl\n!include more.cnf\n!includedir conf.d\n[other]\nhost=no\n",
    "more.cnf": "[client]\nloose-port = 3307\n",
    "conf.d/a.cnf": "[client]\npassword = hidden\n",
    "conf.d/ignored.txt": "[client]\npassword = no\n",
  };
  await inHome(files, (home) => {
    const found = readOptionFiles(["client", "mysql"], join(home, ".my.cnf"), {
      environment: () => undefined,
    });
    assert.deepEqual(Object.fromEntries(found), {
      user: "you",
      "ssl-ca": "/ca.pem",
      "skip-ssl": "",
      port: "3307",
      password: "hidden",
    });
  });
});

Deno.test("readOptionFiles() looks into MYSQL_HOME, then into the home folder", async () => {
  await inHome({ "my.cnf": "[client]\nuser=a\nhost=b\n", ".my.cnf": "[client]\nuser=c\n" }, (home) => {
    const around = { environment: (name: string) => name === "MYSQL_HOME" ? home : undefined, home };
    const found = readOptionFiles(["client"], undefined, around);
    assert.equal(found.get("user"), "c");
    assert.equal(found.get("host"), "b");
  });
});

Deno.test("readOptionFiles() refuses a file that everybody may write, a missing one, and a circle", async () => {
  const around = { environment: () => undefined };
  await inHome({ "a.cnf": "[client]\nuser=a\n", "b.cnf": "!include b.cnf\n" }, async (home) => {
    await Deno.chmod(join(home, "a.cnf"), 0o666);
    assert.throws(() => readOptionFiles(["client"], join(home, "a.cnf"), around), /Everybody may write/);
    assert.throws(() => readOptionFiles(["client"], join(home, "b.cnf"), around), /option file/);
    assert.throws(() => readOptionFiles(["client"], join(home, "c.cnf"), around), SchemaHeroError);
  });
});

Deno.test("readOptionFiles() takes a socket for this machine only", async () => {
  const around = { environment: () => undefined };
  const files = {
    "local.cnf": "[client]\nsocket=/s\nhost=localhost\n",
    "other.cnf": "[client]\nsocket=/s\nhost=db.example\n",
  };
  await inHome(files, (home) => {
    const read = (name: string) => Object.fromEntries(readOptionFiles(["client"], join(home, name), around));
    assert.deepEqual(read("local.cnf"), { socket: "/s" });
    assert.deepEqual(read("other.cnf"), { host: "db.example" });
  });
});
