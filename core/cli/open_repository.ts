// The repository that the flags of registries come to.
import { EXIT, SchemaHeroError } from "../errors.ts";
import { type Access, findLogin, type Reference, Repository } from "../oci/mod.ts";
import { Secret } from "../secrets/mod.ts";
import { VERSION } from "../version.ts";
import type { RegistryOptions } from "./registry_flags.ts";
import type { Shell } from "./shell.ts";

/** Opens a repository. @throws {SchemaHeroError} registry.credentials, usage.* */
export async function openRepository(
  reference: Reference,
  options: RegistryOptions,
  { terminal, signal }: Shell,
): Promise<Repository> {
  const { registry, repository } = reference;
  const login = options.registryUsername === undefined
    ? findLogin(registry, repository, {
      environment: (name) => Deno.env.get(name),
      ...homeOf(Deno.env.get("HOME")),
    })
    : { username: options.registryUsername, password: await passwordOf() };
  const access: Access = {
    registry,
    ...(login && { login }),
    ...(options.plainHttp === true && { isPlain: true }),
    ...(options.registryCa !== undefined && { ca: readCa(options.registryCa) }),
    signal,
    userAgent: `schemahero/${VERSION}`,
    log: (message) => terminal.say(terminal.style.dim(message)),
  };
  return new Repository(reference, access);
}

function homeOf(home: string | undefined): { readonly home?: string } {
  return home === undefined ? {} : { home };
}

const MAX_PASSWORD_BYTES = 64 * 1024;

async function passwordOf(): Promise<Secret> {
  const variable = Deno.env.get("SCHEMAHERO_REGISTRY_PASSWORD");
  if (variable !== undefined && variable !== "") return new Secret(variable);
  let text = "";
  for await (const piece of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.length > MAX_PASSWORD_BYTES) break;
  }
  const password = text.replace(/\r?\n$/, "");
  if (password !== "") return new Secret(password);
  throw new SchemaHeroError("usage.password", "There is no password on stdin", {
    hint: 'For example: printf %s "$TOKEN" | schemahero plugin install --registry-username me ...',
    exitCode: EXIT.usage,
  });
}

function readCa(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (cause) {
    throw new SchemaHeroError("usage.registry-ca", `Cannot read ${path}`, { cause, exitCode: EXIT.usage });
  }
}
