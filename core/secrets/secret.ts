// A value that must not be printed. Whatever prints it gets `***`; only `reveal()` gives the value, so that every
// place where a secret leaves the program can be found by that word. Also knows what to strike out of other texts.
import { redactUriPasswords } from "./redact.ts";

const HIDDEN = "***";

/** The most secrets that {@linkcode redact} remembers; of more, the oldest is forgotten. */
export const MAX_KNOWN_SECRETS = 1000;

/** Texts shorter than this are not struck out: they would be found everywhere. */
export const MIN_REDACTED_LENGTH = 4;

const known = new Set<string>();

/** A value that prints as `***`. */
export class Secret {
  readonly #value: string;

  /** `isStruckOut: false`: redact() leaves the value in other texts, since only parts of it are confidential. */
  constructor(value: string, { isStruckOut = true }: { readonly isStruckOut?: boolean } = {}) {
    this.#value = value;
    if (isStruckOut) remember(value);
  }

  /** The value itself. Never for messages, logs or arguments of processes. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  [Symbol.for("Deno.customInspect")](): string {
    return HIDDEN;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return HIDDEN;
  }
}

/** A text without any known secret, however it is encoded in it, and without the password of any URI. */
export function redact(text: string): string {
  let clean = text;
  // The longest first: a URI that holds a password before the password itself.
  for (const value of [...known].sort((left, right) => right.length - left.length)) {
    if (clean.includes(value)) clean = clean.replaceAll(value, HIDDEN);
  }
  return redactUriPasswords(clean);
}

function remember(value: string): void {
  for (const form of formsOf(value)) {
    if (form.length < MIN_REDACTED_LENGTH) continue;
    known.delete(form); // to the end: the newest
    known.add(form);
  }
  for (const oldest of known) {
    if (known.size <= MAX_KNOWN_SECRETS) break;
    known.delete(oldest);
  }
}

/** How a value may look in a message: as it is, percent-encoded, decoded, or escaped as JSON. */
function formsOf(value: string): Set<string> {
  const forms = new Set([value, JSON.stringify(value).slice(1, -1)]);
  try {
    forms.add(encodeURIComponent(value));
    forms.add(decodeURIComponent(value));
  } catch {
    // not percent-encoded, or a lone surrogate: the other forms must do
  }
  return forms;
}
