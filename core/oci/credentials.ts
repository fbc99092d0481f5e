// Logins for registries, from where Docker and Podman keep them. Read only; nothing is ever written there.
// Sources: Docker's config.json ("auths"), containers-auth.json(5).
import { isAbsolute, join } from "node:path";
import { EXIT, SchemaHeroError } from "../errors.ts";
import { type Environment, Secret } from "../secrets/mod.ts";
import type { Login } from "./http.ts";

const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** What Docker calls Docker Hub in its file. */
const DOCKER_HUB_KEYS = ["https://index.docker.io/v1/", "index.docker.io", "docker.io"];

/** Where to look. */
export interface LoginPlaces {
  readonly environment: Environment;
  readonly home?: string;
}

/**
 * The login for a repository; undefined where there is none. The first file that has one wins: REGISTRY_AUTH_FILE,
 * Docker's, Podman's.
 * @throws {SchemaHeroError} registry.credentials when there is one that cannot be had here
 */
export function findLogin(registry: string, repository: string, places: LoginPlaces): Login | undefined {
  for (const path of filesOf(places)) {
    const content = readFile(path);
    const login = content && loginIn(content, registry, repository, path);
    if (login) return login;
  }
  return undefined;
}

function filesOf({ environment, home }: LoginPlaces): readonly string[] {
  const folder = (name: string) => {
    const path = environment(name);
    return path !== undefined && isAbsolute(path) ? path : undefined;
  };
  const own = home !== undefined && isAbsolute(home) ? home : undefined;
  const runtime = folder("XDG_RUNTIME_DIR");
  const config = folder("XDG_CONFIG_HOME") ?? (own && join(own, ".config"));
  const docker = folder("DOCKER_CONFIG") ?? (own && join(own, ".docker"));
  return [
    folder("REGISTRY_AUTH_FILE"),
    docker && join(docker, "config.json"),
    runtime && join(runtime, "containers", "auth.json"),
    config && join(config, "containers", "auth.json"),
  ].filter((path) => path !== undefined);
}

function readFile(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    if (Deno.statSync(path).size > MAX_FILE_BYTES) throw new TypeError("it is too large");
    const content: unknown = JSON.parse(Deno.readTextFileSync(path));
    if (!isMap(content)) throw new TypeError("it is no map");
    return content;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    // JSON.parse's message would quote from the file.
    const why = error instanceof SyntaxError ? "it is no JSON" : error instanceof Error ? error.message : "";
    throw new SchemaHeroError("registry.credentials", `${path} cannot be read as a file of logins: ${why}`, {
      hint: "Mend it, or log in anew with docker login or podman login",
      exitCode: EXIT.usage,
    });
  }
}

function loginIn(
  content: Readonly<Record<string, unknown>>,
  registry: string,
  repository: string,
  path: string,
): Login | undefined {
  const auths = isMap(content["auths"]) ? content["auths"] : {};
  const keys = keysOf(registry, repository);
  const entry = keys.map((key) => auths[key]).find(isMap);
  if (entry && typeof entry["auth"] === "string" && entry["auth"] !== "") {
    return decode(entry["auth"], path, registry);
  }
  const helpers = isMap(content["credHelpers"]) ? content["credHelpers"] : {};
  const helper = keys.map((key) => helpers[key]).find((each) => typeof each === "string") ??
    (entry ? content["credsStore"] : undefined);
  if (typeof helper === "string" && helper !== "") {
    throw new SchemaHeroError(
      "registry.credentials",
      `${path} leaves the login of ${registry} to the program docker-credential-${helper}, which is not run here`,
      {
        hint: "Give --username and --password-stdin, or REGISTRY_AUTH_FILE: a file with the login itself",
        exitCode: EXIT.usage,
      },
    );
  }
  return undefined;
}

/** The longest first, as containers-auth.json(5) says: a login may be for a part of a registry. */
function keysOf(registry: string, repository: string): readonly string[] {
  const parts = repository.split("/");
  const namespaces = parts.map((_, index) => `${registry}/${parts.slice(0, parts.length - index).join("/")}`);
  const host = registry === "docker.io"
    ? DOCKER_HUB_KEYS
    : [registry, `https://${registry}`, `https://${registry}/`];
  return [...namespaces, ...host];
}

function decode(auth: string, path: string, registry: string): Login {
  let text = "";
  try {
    text = new TextDecoder().decode(Uint8Array.fromBase64(auth));
  } catch {
    // told below
  }
  const colon = text.indexOf(":");
  if (colon <= 0) {
    throw new SchemaHeroError(
      "registry.credentials",
      `The login of ${registry} in ${path} is not NAME:PASSWORD`,
      {
        hint: "Log in anew with docker login or podman login",
        exitCode: EXIT.usage,
      },
    );
  }
  return { username: text.slice(0, colon), password: new Secret(text.slice(colon + 1)) };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
