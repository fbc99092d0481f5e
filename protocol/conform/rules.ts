// The rules of shp/1 that can be seen from outside a plugin: the numbered list of the protocol page, and what the
// conformance kit reports by. Numbers are never reused.

/** A rule's number. */
export type RuleId = keyof typeof RULES;

/** Every rule, by its number. */
export const RULES = {
  R1:
    "Started with anything but the single argument `shp`, a plugin writes nothing to stdout and exits with code 64.",
  R2: "A plugin writes nothing to stdout before it has read the hello.",
  R3:
    "Every byte on stdout belongs to a frame, and no payload is empty or longer than the limit: 64 KiB until the proof, the negotiated `maxFrameBytes` after it.",
  R4: "Every payload that a plugin writes is exactly one MessagePack value that keeps to the codec rules.",
  R5: "Every message that a plugin writes fits its schema and is of a type that plugins may send.",
  R6: "The first frame of a plugin answers the hello, within 10 seconds: a welcome that fits its schema.",
  R7: "The version in the welcome is the highest that is in both ranges.",
  R8: "When no version is in both ranges, the plugin answers with a refusal and exits.",
  R9:
    "The second frame of a plugin is the proof over the hello and the welcome exactly as they crossed the pipe.",
  R10: "When the first frame is not a hello, the plugin exits without a welcome.",
  R11: "The result of `describe` fits its schema and says the same as the welcome.",
  R12: "The result of `describe` is the same each time, in every process.",
  R13: "Frames are read whatever pieces their bytes arrive in: byte by byte, or many frames at once.",
  R14: "Fields that a plugin does not know are ignored, in the hello, in messages and in parameters.",
  R15: "An integer is understood in every encoding that MessagePack has for it.",
  R16: "Every request is answered exactly once: with a response or with a failure.",
  R17: "Whatever names a request carries the id of one that the core has made.",
  R18: "A request for an unknown method fails with `protocol.method`, and the plugin lives on.",
  R19: "A request for an optional method that is not in the capabilities fails with `protocol.method`.",
  R20: "A request whose parameters do not fit fails, and the plugin lives on.",
  R21:
    "As many requests as `maxInFlight` of the negotiated limits may be unanswered at once; each is answered.",
  R22: "A cancelled request is answered within 2 seconds.",
  R23: "A cancel for a request that has been answered, or that never was, is ignored.",
  R24: "A method that needs a connection fails with `plugin.closed` when none is open.",
  R25:
    "For each items frame of an input stream that a plugin has consumed it gives credit for one, and for no more.",
  R26: "A plugin never has more items frames on their way than the window and the credit it got allow.",
  R27: "Nothing that belongs to a request follows its answer.",
  R28: "A payload exactly as long as the negotiated limit is taken.",
  R29:
    "A frame that announces more than the limit ends the plugin within 3 seconds, without waiting for its payload.",
  R30: "A payload that is not MessagePack ends the plugin within 3 seconds.",
  R31:
    "A payload beyond the codec rules (nested deeper than 64 levels, the same key twice, extension types, text that is not UTF-8, bytes after the value) ends the plugin within 3 seconds.",
  R32: "A URI is a secret: no part of it that could be a password is on stderr, in a log or in an error.",
  R33:
    "End of file on stdin means that the core is gone: the plugin exits within 3 seconds, whatever it was doing.",
  R34: "`shutdown` is answered, and then the process exits with code 0, within 2 seconds.",
} as const;

/** A rule was broken; says which, and how. */
export class Violation extends Error {
  override readonly name = "Violation";
  readonly rule: RuleId;

  constructor(rule: RuleId, message: string) {
    super(message);
    this.rule = rule;
  }
}
