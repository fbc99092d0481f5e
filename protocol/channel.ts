// What a client or an engine talks through: whole payloads, in order, without knowing what carries them.
import type { Limits } from "./messages.ts";

/** A two-way line of payloads. */
export interface Channel {
  readonly limits: Limits;
  /** Sends one payload; resolves when there is room for the next. Owns the payload from then on. */
  send(payload: Uint8Array<ArrayBuffer>): Promise<void> | void;
}
