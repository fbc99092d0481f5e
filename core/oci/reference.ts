// Names of artifacts: registry/repository:tag@digest, as Docker and the OCI Distribution Specification write them.
import { EXIT, SchemaHeroError } from "../errors.ts";
import { isDigest } from "../host/mod.ts";

/** An artifact in a registry. With both, the digest says which and the tag is for people. */
export interface Reference {
  /** Host and, where it is not the scheme's own, port. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:<hex>` of the manifest. */
  readonly digest?: string;
}

/** What `docker.io` is called by those who speak to it. */
const DOCKER_HUB = "docker.io";
const DOCKER_HUB_API = "registry-1.docker.io";

// distribution-spec, "Pulling manifests": <name>, <reference> as a tag; the digest is restricted to sha256.
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?$/;
const MAX_LENGTH = 512;

/**
 * Reads a reference. Without a tag and a digest it has neither: what that means is the caller's to say.
 * @throws {SchemaHeroError} usage.reference
 */
export function parseReference(text: string): Reference {
  const [rest = "", digest, ...more] = text.split("@");
  if (text.length > MAX_LENGTH || more.length > 0) throw invalid(text, "it is no name of an artifact");
  if (digest !== undefined && !isDigest(digest)) {
    throw invalid(text, "after @ there must be sha256: and 64 hexadecimal digits");
  }
  const slash = rest.indexOf("/");
  const first = slash < 0 ? "" : rest.slice(0, slash);
  // Docker's rule: a first part without a dot or a port is a user's name on Docker Hub.
  const isHost = /[.:]/.test(first) || first === "localhost";
  const registry = isHost ? first : DOCKER_HUB;
  const path = isHost ? rest.slice(slash + 1) : rest;
  const colon = path.indexOf(":");
  const name = colon < 0 ? path : path.slice(0, colon);
  const tag = colon < 0 ? undefined : path.slice(colon + 1);
  if (!HOST.test(registry)) throw invalid(text, `${registry || "nothing"} is no host`);
  const repository = registry === DOCKER_HUB && !name.includes("/") ? `library/${name}` : name;
  if (!REPOSITORY.test(repository)) {
    throw invalid(
      text,
      "a repository has lower case letters, digits and . _ - between them, in parts with /",
    );
  }
  if (tag !== undefined && !TAG.test(tag)) throw invalid(text, "after : there must be a tag");
  return { registry, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** A reference as text. */
export function referenceText({ registry, repository, tag, digest }: Reference): string {
  return `${registry}/${repository}${tag === undefined ? "" : `:${tag}`}${digest ? `@${digest}` : ""}`;
}

/** The host that serves a registry's API. */
export function apiHost(registry: string): string {
  return registry === DOCKER_HUB ? DOCKER_HUB_API : registry;
}

/** True for a host that is this machine: there a registry may be without TLS. */
export function isLoopback(registry: string): boolean {
  const host = registry.replace(/:[0-9]+$/, "");
  return host === "localhost" || host === "[::1]" || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}

function invalid(text: string, why: string): SchemaHeroError {
  return new SchemaHeroError(
    "usage.reference",
    `Cannot read ${JSON.stringify(text)} as a reference: ${why}`,
    {
      hint:
        "Write HOST/REPOSITORY:TAG or HOST/REPOSITORY@sha256:..., e.g. ghcr.io/example/schemahero-duckdb:1",
      exitCode: EXIT.usage,
    },
  );
}
