// The least that a plugin can be: it gives its task to a Worker, if it has one, and says one byte when that is done.
const [task, ...what] = Deno.args;
if (task !== undefined) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.postMessage([task, ...what]);
  await new Promise((resolve) => worker.onmessage = resolve);
}
Deno.stdout.writeSync(new Uint8Array(1));
Deno.exit(0);
