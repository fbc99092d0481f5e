// The least that a core can be: it starts a program and ends when that has said one byte.
const [program = "", ...args] = Deno.args;
const child = new Deno.Command(program, { args, stdin: "null", stdout: "piped", stderr: "inherit" }).spawn();
const { value } = await child.stdout.getReader().read();
Deno.exit(value === undefined ? 1 : 0);
