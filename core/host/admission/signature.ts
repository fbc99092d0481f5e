// Detached signatures: FILE.sig beside FILE, made with an ed25519 key whose public half the user put into
// ~/.schemahero/keys as PEM. What is signed is the digest, so that 92 MB need not be in memory at once.
import { join } from "node:path";
import { SchemaHeroError } from "../../errors.ts";
import type { HostSettings } from "../settings.ts";
import { writeWhole } from "./lock_file.ts";
import { shellWord, weaknessOf } from "./place.ts";
import { keysFolder } from "./standing.ts";

/** Where the signatures of a file are. */
export const SIGNATURE_SUFFIX = ".sig";
const MAX_SIGNATURE_BYTES = 16 * 1024;
const MAX_SIGNATURES = 16;
const MAX_KEYS = 100;
const KEY_SUFFIX = ".pub";
/** The DER of an ed25519 public key is this and the 32 bytes of the key (RFC 8410). */
const SPKI_HEAD = "302a300506032b6570032100";
const KEY_ID_DIGITS = 16;

/** What there is to say of the signatures of a file. */
export type SignatureState =
  | { readonly state: "none" }
  /** Signed by keys that the user has not configured. */
  | { readonly state: "unknown-key"; readonly keyIds: readonly string[] }
  /** Signed by a configured key, whose file name this is. */
  | { readonly state: "good"; readonly key: string }
  /** Not what the signature says. */
  | { readonly state: "bad"; readonly reason: string };

/** A public key that the user configured. */
export interface TrustedKey {
  /** The name of its file. */
  readonly file: string;
  readonly id: string;
  readonly key: CryptoKey;
}

/** A file in the folder of keys that is none. */
export interface BrokenKey {
  readonly file: string;
  readonly reason: string;
}

/** Checks the signatures beside a file. @param path of the file, which itself is not read */
export async function checkSignature(
  path: string,
  digest: string,
  settings: HostSettings,
): Promise<SignatureState> {
  const text = await readSignatures(path + SIGNATURE_SUFFIX);
  if (text === undefined) return { state: "none" };
  const lines = text.split("\n").map((line) => line.trim()).filter((line) =>
    line !== "" && !line.startsWith("#")
  );
  const signatures = lines.map((line) => /^([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)$/.exec(line));
  if (signatures.length === 0 || signatures.length > MAX_SIGNATURES || signatures.includes(null)) {
    return { state: "bad", reason: `${path}${SIGNATURE_SUFFIX} is not a signature` };
  }
  const { keys } = await readKeys(settings);
  const message = messageOf(digest);
  let bad: string | undefined;
  for (const [, id = "", base64 = ""] of signatures.filter((each) => each !== null)) {
    for (const { file, key } of keys.filter((each) => each.id === id)) {
      if (await crypto.subtle.verify("Ed25519", key, Uint8Array.fromBase64(base64), message)) {
        return { state: "good", key: file };
      }
      bad = file;
    }
  }
  if (bad !== undefined) return { state: "bad", reason: `its signature does not fit the key ${bad}` };
  return { state: "unknown-key", keyIds: signatures.flatMap((each) => each?.[1] ?? []) };
}

/** The keys that the user configured, and the files that should be keys and are not. */
export async function readKeys(
  settings: HostSettings,
): Promise<{ readonly keys: readonly TrustedKey[]; readonly broken: readonly BrokenKey[] }> {
  const folder = keysFolder(settings);
  const keys: TrustedKey[] = [];
  const broken: BrokenKey[] = [];
  if (folder === undefined) return { keys, broken };
  const files: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) if (name.endsWith(KEY_SUFFIX)) files.push(name);
  } catch {
    return { keys, broken }; // nobody configured a key
  }
  for (const file of files.sort().slice(0, MAX_KEYS)) {
    const path = join(folder, file);
    const weakness = weaknessOf(path);
    if (weakness) broken.push({ file, reason: `${weakness.path} ${weakness.what}: ${weakness.fix}` });
    else {
      try {
        const der = fromPem(await Deno.readTextFile(path), "PUBLIC KEY");
        const key = await crypto.subtle.importKey("spki", der, "Ed25519", true, ["verify"]);
        keys.push({ file, key, id: await keyId(der) });
      } catch {
        broken.push({ file, reason: "is not an ed25519 public key in PEM" });
      }
    }
  }
  return { keys, broken };
}

/**
 * Signs a digest and adds the signature to those beside the file.
 * @param privatePem an ed25519 key as `openssl genpkey -algorithm ed25519` writes it
 * @returns the id of the key
 * @throws {SchemaHeroError} plugin.signature
 */
export async function sign(path: string, digest: string, privatePem: string): Promise<string> {
  let privateKey: CryptoKey;
  try {
    const der = fromPem(privatePem, "PRIVATE KEY");
    privateKey = await crypto.subtle.importKey("pkcs8", der, "Ed25519", true, ["sign"]);
  } catch (cause) {
    throw new SchemaHeroError("plugin.signature", "The key is not an ed25519 private key in PEM", {
      hint:
        "Make one: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out key.pub",
      cause,
    });
  }
  const { x = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  const raw = Uint8Array.fromBase64(x, { alphabet: "base64url" });
  const id = await keyId(Uint8Array.fromHex(SPKI_HEAD + raw.toHex()));
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, messageOf(digest)));
  const others = (await readSignatures(path + SIGNATURE_SUFFIX) ?? "").split("\n")
    .filter((line) => line !== "" && !line.startsWith(id));
  const lines = [...others, `${id} ${signature.toBase64()}`, ""];
  await writeWhole(path + SIGNATURE_SUFFIX, lines.join("\n"), 0o644);
  return id;
}

/** The error for a file whose signature is wrong. */
export function badSignature(label: string, path: string, reason: string): SchemaHeroError {
  return new SchemaHeroError("plugin.signature", `${label} is refused: ${reason}`, {
    hint: `Get the file and its signature anew from where they come from; without ${
      shellWord(path + SIGNATURE_SUFFIX)
    } it is an unsigned file`,
    data: { path },
  });
}

/** What is signed. The first line keeps a signature made for something else from being one of a plugin. */
function messageOf(digest: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`schemahero-plugin-signature-v1\n${digest}\n`);
}

async function keyId(spki: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", spki)).toHex().slice(0, KEY_ID_DIGITS);
}

function fromPem(text: string, label: string): Uint8Array<ArrayBuffer> {
  const found = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(text);
  if (!found) throw new TypeError(`There is no ${label}`);
  return Uint8Array.fromBase64((found[1] ?? "").replace(/\s/g, ""));
}

async function readSignatures(path: string): Promise<string | undefined> {
  try {
    const { size, isFile } = await Deno.stat(path);
    if (!isFile || size > MAX_SIGNATURE_BYTES) return "";
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    return "";
  }
}
