// One registry over HTTP: its login, its patience. What a request is about is registry.ts's.
// Sources: OCI Distribution Specification 1.1; RFC 9110 (authentication, Retry-After); Docker's token authentication.
import { SchemaHeroError } from "../errors.ts";
import { Secret } from "../secrets/mod.ts";
import { parseChallenges } from "./challenge.ts";
import { apiHost, isLoopback } from "./reference.ts";

/** A login. */
export interface Login {
  readonly username: string;
  readonly password: Secret;
}

/** How a registry is reached. */
export interface Access {
  readonly registry: string;
  readonly login?: Login;
  /** http instead of https; on this machine itself that is the default. */
  readonly isPlain?: boolean;
  /** Certificate authorities in PEM beside the system's. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
  readonly userAgent: string;
  /** Told before each further attempt. */
  readonly log?: (message: string) => void;
}

/** One request. */
export interface Ask {
  readonly method: "GET" | "HEAD" | "PUT" | "POST";
  /** A path below /v2/, or a URL that the registry gave. */
  readonly to: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** What it is for, e.g. `repository:acme/duckdb:pull`. */
  readonly scope: string;
}

/** How often a request is tried, and what is waited in between, in ms, where the registry does not say. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Until the head of an answer is there, in ms. */
const ANSWER_MS = 30_000;
/** A body may take longer, as long as it moves; how large one is matters for sending. */
const SENDING_MS_PER_MIB = 5_000;
const MAX_REDIRECTS = 5;
const MAX_TEXT_BYTES = 64 * 1024;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A registry that is spoken to; close it after the last answer was read. */
export class RegistryHttp implements Disposable {
  readonly #access: Access;
  readonly #base: URL;
  readonly #client: Deno.HttpClient | undefined;
  /** The Authorization header by scope. */
  readonly #authorizations = new Map<string, Secret>();

  constructor(access: Access) {
    this.#access = access;
    const isPlain = access.isPlain ?? isLoopback(access.registry);
    this.#base = new URL(`${isPlain ? "http" : "https"}://${apiHost(access.registry)}/v2/`);
    this.#client = access.ca === undefined ? undefined : Deno.createHttpClient({ caCerts: [access.ca] });
  }

  [Symbol.dispose](): void {
    this.#client?.close();
  }

  /**
   * The answer of the registry, whatever its status, after login, redirects and further attempts.
   * @throws {SchemaHeroError} registry.unreachable, registry.denied, cancelled
   */
  async ask(ask: Ask): Promise<Response> {
    const answer = await this.#attempt(ask);
    if (answer.status !== 401) return answer;
    await this.#logIn(answer, ask);
    const again = await this.#attempt(ask);
    if (again.status === 401 || again.status === 403) throw await this.#denied(again, ask);
    return again;
  }

  /** The error for an answer that is none of those that were expected. */
  async unexpected(answer: Response, doing: string): Promise<SchemaHeroError> {
    if (answer.status === 401 || answer.status === 403) return await this.#deniedAs(answer, doing);
    return new SchemaHeroError(
      "registry.failed",
      `${this.#access.registry} answered ${answer.status} to ${doing}${await wordsOf(answer)}`,
      {
        hint: "Try again later; if it stays so, the registry's own log says why",
        data: { status: answer.status },
      },
    );
  }

  async #attempt(ask: Ask): Promise<Response> {
    for (let attempt = 1;; attempt++) {
      const isLast = attempt === ATTEMPTS;
      let waitMs = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
      let why: string;
      try {
        const answer = await this.#follow(ask);
        if (!PASSING.has(answer.status) || isLast) return answer;
        await answer.body?.cancel();
        waitMs = retryAfterMs(answer.headers.get("retry-after")) ?? waitMs;
        why = `answered ${answer.status}`;
      } catch (error) {
        if (this.#access.signal?.aborted) throw cancelled();
        if (error instanceof SchemaHeroError) throw error;
        if (isLast) throw this.#unreachable(error);
        why = messageOf(error);
      }
      this.#access.log?.(`${this.#access.registry} ${why}: trying again in ${waitMs / 1000} s`);
      await this.#pause(waitMs);
    }
  }

  /** Follows redirects by itself: a login must not leave the registry, and TLS must not be left. */
  async #follow({ method, to, headers, body, scope }: Ask): Promise<Response> {
    let url = new URL(to, this.#base);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      if (url.protocol !== this.#base.protocol && url.protocol !== "https:") {
        throw new SchemaHeroError(
          "registry.unsafe",
          `${this.#access.registry} leads to ${url.origin}, without TLS`,
          {
            hint: "Ask who runs the registry; nothing was sent there",
          },
        );
      }
      const authorization = url.origin === this.#base.origin ? this.#authorizations.get(scope) : undefined;
      const answer = await this.#fetch(url, {
        method,
        redirect: "manual",
        headers: {
          "user-agent": this.#access.userAgent,
          ...headers,
          ...(authorization && { authorization: authorization.reveal() }),
        },
        ...(body && { body }),
      });
      const location = answer.headers.get("location");
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) return answer;
      await answer.body?.cancel();
      url = new URL(location, url);
    }
    throw new SchemaHeroError("registry.failed", `${this.#access.registry} redirects without end`);
  }

  async #fetch(url: URL, init: RequestInit & { readonly body?: Uint8Array<ArrayBuffer> }): Promise<Response> {
    const { signal } = this.#access;
    const deadline = new AbortController();
    const sendingMs = (init.body?.length ?? 0) / 2 ** 20 * SENDING_MS_PER_MIB;
    const timer = setTimeout(
      () => deadline.abort(new Error(`no answer within ${(ANSWER_MS + sendingMs) / 1000} s`)),
      ANSWER_MS + sendingMs,
    );
    try {
      return await fetch(url, {
        ...init,
        signal: signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal,
        ...(this.#client && { client: this.#client }),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async #logIn(answer: Response, ask: Ask): Promise<void> {
    const challenges = parseChallenges(answer.headers.get("www-authenticate") ?? "");
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    const { login } = this.#access;
    if (bearer) {
      await answer.body?.cancel();
      const token = await this.#token(bearer.parameters, ask.scope);
      return void this.#authorizations.set(ask.scope, new Secret(`Bearer ${token}`));
    }
    if (!challenges.some(({ scheme }) => scheme === "basic") || !login) throw await this.#denied(answer, ask);
    await answer.body?.cancel();
    this.#authorizations.set(ask.scope, basic(login));
  }

  /** Docker's token authentication: a token for one scope, with the login where there is one. */
  async #token(parameters: ReadonlyMap<string, string>, scope: string): Promise<string> {
    const { login, registry } = this.#access;
    const realm = parameters.get("realm");
    const url = realm === undefined ? undefined : URL.parse(realm);
    if (!url) throw new SchemaHeroError("registry.failed", `${registry} does not say where tokens are had`);
    if (url.protocol !== "https:" && url.protocol !== this.#base.protocol) {
      throw new SchemaHeroError(
        "registry.unsafe",
        `${registry} wants a login sent to ${url.origin}, without TLS`,
      );
    }
    const service = parameters.get("service");
    if (service !== undefined) url.searchParams.set("service", service);
    url.searchParams.set("scope", parameters.get("scope") ?? scope);
    const answer = await this.#fetch(url, {
      headers: {
        "user-agent": this.#access.userAgent,
        ...(login && { authorization: basic(login).reveal() }),
      },
      redirect: "error",
    });
    if (answer.status === 401 || answer.status === 403) throw await this.#deniedAs(answer, "log in");
    if (!answer.ok) throw await this.unexpected(answer, "the request for a token");
    const content: unknown = JSON.parse(await textOf(answer));
    const { token, access_token: other } = (content ?? {}) as Readonly<Record<string, unknown>>; // looked at below
    const given = token ?? other;
    if (typeof given !== "string") throw new SchemaHeroError("registry.failed", `${url.host} gave no token`);
    return given;
  }

  #denied(answer: Response, { method, scope }: Ask): Promise<SchemaHeroError> {
    return this.#deniedAs(answer, `${method === "GET" || method === "HEAD" ? "read" : "write"} ${scope}`);
  }

  async #deniedAs(answer: Response, doing: string): Promise<SchemaHeroError> {
    const { login, registry } = this.#access;
    const who = login ? `${login.username} may not` : "Without a login one may not";
    return new SchemaHeroError(
      "registry.denied",
      `${registry}: ${who} ${doing} (${answer.status})${await wordsOf(answer)}`,
      {
        hint: login
          ? "Check the password and what this account may do in the registry"
          : `Log in: docker login ${registry} (or podman login), or give --username and --password-stdin`,
      },
    );
  }

  #unreachable(error: unknown): SchemaHeroError {
    const { registry, isPlain } = this.#access;
    const message = messageOf(error);
    const hint = /certificate|UnknownIssuer/i.test(message)
      ? "If its certificate is signed by an authority of your own: --registry-ca FILE"
      : /InvalidContentType|corrupt message/i.test(message) && isPlain !== true
      ? "It may speak http only: --plain-http"
      : "Check the host's name, the network, and the proxy in HTTPS_PROXY";
    return new SchemaHeroError("registry.unreachable", `${registry} cannot be reached: ${message}`, {
      hint,
      cause: error,
    });
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#access;
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(cancelled());
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }
}

/** The text of an answer, of which not more than a little is read. */
export async function textOf(answer: Response, maxBytes: number = MAX_TEXT_BYTES): Promise<string> {
  return new TextDecoder().decode(await bytesOf(answer, maxBytes));
}

/**
 * The bytes of an answer.
 * @throws {SchemaHeroError} registry.failed when there are more
 */
export async function bytesOf(answer: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    if (size > maxBytes) {
      throw new SchemaHeroError("registry.failed", `The answer of ${new URL(answer.url).host} is too large`, {
        hint: `At most ${maxBytes} bytes are read of it: this is not what a registry of plugins answers`,
      });
    }
    pieces.push(piece);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function basic({ username, password }: Login): Secret {
  const bytes = new TextEncoder().encode(`${username}:${password.reveal()}`);
  return new Secret(`Basic ${bytes.toBase64()}`);
}

/** Seconds or a date (RFC 9110 section 10.2.3), within what is waited at all. */
function retryAfterMs(text: string | null): number | undefined {
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : undefined;
}

/** What a registry says of an error, as the specification writes it; nothing when it says something else. */
async function wordsOf(answer: Response): Promise<string> {
  try {
    const { errors } = JSON.parse(await textOf(answer)) as {
      readonly errors?: readonly { message?: unknown }[];
    };
    const [first] = errors ?? [];
    return typeof first?.message === "string" ? `: ${first.message.slice(0, 200)}` : "";
  } catch {
    return "";
  }
}

function cancelled(): SchemaHeroError {
  return new SchemaHeroError("cancelled", "Stopped");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
