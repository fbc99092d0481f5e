// What is read from a registry and written to it: manifests and blobs (OCI Distribution Specification 1.1).
import { createHash } from "node:crypto";
import { SchemaHeroError } from "../errors.ts";
import { INDEX_TYPE, MANIFEST_TYPE, MAX_MANIFEST_BYTES } from "./artifact.ts";
import { type Access, bytesOf, RegistryHttp } from "./http.ts";
import type { Reference } from "./reference.ts";

/** A manifest as the registry has it. */
export interface Manifest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  /** `sha256:<hex>` of the bytes. */
  readonly digest: string;
}

/** How often a blob is continued where it broke off, and how long it may stand still, in ms. */
const RESUMES = 5;
const STANDSTILL_MS = 30_000;

/** One repository of a registry. */
export class Repository implements Disposable {
  readonly #http: RegistryHttp;
  readonly #access: Access;
  readonly #name: string;

  constructor({ repository }: Pick<Reference, "repository">, access: Access) {
    this.#http = new RegistryHttp(access);
    this.#access = access;
    this.#name = repository;
  }

  [Symbol.dispose](): void {
    this.#http[Symbol.dispose]();
  }

  /**
   * A manifest or index by tag or digest.
   * @throws {SchemaHeroError} registry.*
   */
  async manifest(reference: string): Promise<Manifest> {
    const answer = await this.#http.ask({
      method: "GET",
      to: `${this.#name}/manifests/${reference}`,
      headers: { accept: [INDEX_TYPE, MANIFEST_TYPE].join(", ") },
      scope: this.#scope("pull"),
    });
    if (answer.status === 404) {
      await answer.body?.cancel();
      throw new SchemaHeroError(
        "registry.not-found",
        `${this.#access.registry}/${this.#name} has no ${reference}`,
        { hint: "Check the repository's name and the tag" },
      );
    }
    if (!answer.ok) throw await this.#http.unexpected(answer, `the request for ${this.#name} ${reference}`);
    const bytes = await bytesOf(answer, MAX_MANIFEST_BYTES);
    const digest = digestOf(bytes);
    if (reference.startsWith("sha256:") && digest !== reference) throw this.#mismatch(reference, digest);
    const mediaType = answer.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
    return { bytes, mediaType, digest };
  }

  /**
   * Writes a blob into a file, and continues where a connection broke off. What is in the file is what the digest says,
   * or there is an error.
   * @param progress called with the number of bytes that are there
   * @throws {SchemaHeroError} registry.*
   */
  async download(
    { digest, sizeBytes }: { readonly digest: string; readonly sizeBytes: number },
    file: Deno.FsFile,
    progress: (bytes: number) => void = () => {},
  ): Promise<void> {
    const hash = createHash("sha256");
    let got = 0;
    for (let attempt = 0; got < sizeBytes || attempt === 0; attempt++) {
      const { body, skip } = await this.#blobFrom(digest, got);
      try {
        let ahead = skip;
        for await (const piece of untilStandstill(body)) {
          const rest = piece.subarray(Math.min(ahead, piece.length));
          ahead -= piece.length - rest.length;
          if (got + rest.length > sizeBytes) throw this.#tooLong(digest, sizeBytes);
          hash.update(rest);
          for (let written = 0; written < rest.length;) written += await file.write(rest.subarray(written));
          got += rest.length;
          progress(got);
        }
        if (got === sizeBytes) break;
        throw new Error(`the connection ended after ${got} of ${sizeBytes} bytes`);
      } catch (error) {
        if (this.#access.signal?.aborted) throw new SchemaHeroError("cancelled", "Stopped");
        if (error instanceof SchemaHeroError) throw error;
        const why = error instanceof Error ? error.message : String(error);
        if (attempt >= RESUMES) {
          throw new SchemaHeroError("registry.broken-off", `${this.#access.registry} breaks off: ${why}`, {
            hint: "Run the command again; nothing was installed",
            cause: error,
          });
        }
        this.#access.log?.(`${this.#access.registry} breaks off (${why}): going on after ${got} bytes`);
      }
    }
    const actual = `sha256:${hash.digest("hex")}`;
    if (actual !== digest) throw this.#mismatch(digest, actual);
  }

  /** The bytes from an offset on. A registry that knows no ranges sends all: then the first ones are to be skipped. */
  async #blobFrom(
    digest: string,
    from: number,
  ): Promise<{ readonly body: ReadableStream<Uint8Array>; readonly skip: number }> {
    const answer = await this.#http.ask({
      method: "GET",
      to: `${this.#name}/blobs/${digest}`,
      headers: from > 0 ? { range: `bytes=${from}-` } : {},
      scope: this.#scope("pull"),
    });
    const { status, body } = answer;
    if (status === 404) {
      await body?.cancel();
      throw new SchemaHeroError(
        "registry.not-found",
        `${this.#access.registry}/${this.#name} has lost the file ${digest}`,
        { hint: "Its manifest is there and its content is not: it must be pushed again" },
      );
    }
    const starts = /^bytes (\d+)-/.exec(answer.headers.get("content-range") ?? "")?.[1];
    if (body && status === 206 && starts === String(from)) return { body, skip: 0 };
    if (body && status === 200) return { body, skip: from };
    throw await this.#http.unexpected(answer, `the request for the file ${digest}`);
  }

  /** Puts a blob there, unless it is there already. @throws {SchemaHeroError} registry.* */
  async upload(digest: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const scope = this.#scope("pull,push");
    const there = await this.#http.ask({ method: "HEAD", to: `${this.#name}/blobs/${digest}`, scope });
    if (there.ok) return;
    const begun = await this.#http.ask({ method: "POST", to: `${this.#name}/blobs/uploads/`, scope });
    const location = begun.headers.get("location");
    if (begun.status !== 202 || location === null) {
      throw await this.#http.unexpected(begun, `the beginning of an upload to ${this.#name}`);
    }
    await begun.body?.cancel();
    const url = new URL(location, begun.url);
    url.searchParams.set("digest", digest);
    const headers = { "content-type": "application/octet-stream" };
    const put = await this.#http.ask({ method: "PUT", to: url, headers, body: bytes, scope });
    if (put.status !== 201) throw await this.#http.unexpected(put, `the upload to ${this.#name}`);
    await put.body?.cancel();
  }

  /** Puts a manifest there, under a tag or its digest; gives its digest. @throws {SchemaHeroError} registry.* */
  async putManifest(manifest: Readonly<Record<string, unknown>>, tag?: string): Promise<Manifest> {
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    const digest = digestOf(bytes);
    const mediaType = String(manifest["mediaType"]);
    const answer = await this.#http.ask({
      method: "PUT",
      to: `${this.#name}/manifests/${tag ?? digest}`,
      headers: { "content-type": mediaType },
      body: bytes,
      scope: this.#scope("pull,push"),
    });
    if (answer.status !== 201) throw await this.#http.unexpected(answer, `the manifest for ${this.#name}`);
    await answer.body?.cancel();
    return { bytes, mediaType, digest };
  }

  #scope(actions: string): string {
    return `repository:${this.#name}:${actions}`;
  }

  #tooLong(digest: string, sizeBytes: number): SchemaHeroError {
    return new SchemaHeroError(
      "registry.mismatch",
      `${this.#access.registry} sends more than the ${sizeBytes} bytes of ${digest}`,
      { hint: "Nothing was installed. Tell who runs the registry" },
    );
  }

  #mismatch(expected: string, actual: string): SchemaHeroError {
    return new SchemaHeroError(
      "registry.mismatch",
      `${this.#access.registry}/${this.#name} sent something else than ${expected}: ${actual}`,
      {
        hint:
          "Nothing was installed. Something between here and the registry changes what is sent, or it is broken",
      },
    );
  }
}

/** `sha256:<hex>` of bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** A body's pieces; an error when none comes for a while. */
async function* untilStandstill(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let isRead = false;
  try {
    for (;;) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const standstill = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`nothing came for ${STANDSTILL_MS / 1000} s`)),
          STANDSTILL_MS,
        );
      });
      const { done, value } = await Promise.race([reader.read(), standstill]).finally(() =>
        clearTimeout(timer)
      );
      if (done) {
        isRead = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!isRead) await reader.cancel().catch(() => {}); // it may be broken
  }
}
