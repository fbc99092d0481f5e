// The parts of the protocol page that are written by hand; page.ts puts the generated tables between them.

export const INTRODUCTION = `# The protocol \`shp/1\`

A database engine is a **plugin**: a program of its own that SchemaHero's **core** starts, one process for each
connection. The two exchange length-prefixed MessagePack frames over the plugin's stdin and stdout. This page is all
that is needed to write a plugin in any language; \`tests/plugins/python/schemahero-pytoy\` is one in plain Python.

Words: *must* is a rule that the core or the conformance kit holds a plugin to. Numbered rules (R1, R2, ...) are
listed under [Rules](#rules). All sizes are in bytes, all times in milliseconds unless they name another unit.
`;

export const PROCESS = `## The process

- The core starts a plugin with exactly one argument, \`shp\`. Started with anything else, a plugin says on stderr what
  it is, writes nothing to stdout and exits with code 64 (R1).
- stdin and stdout carry frames and nothing else. Beware of libraries that print (R3).
- stderr is for people: the core keeps the last 64 KiB and shows them when the process dies. Never write secrets to
  it (R32).
- The environment holds nothing of the user's, and the process is the leader of its own session.
- One process serves one connection and never gets more grants than its hello names. Another connection is another
  process.
- \`describe\` is asked in a process without any grants: no network, no files.
- On Linux the kernel holds the process to its grants before its first instruction. It can start threads, but no other
  process and no other program; it reads its own file, the system's libraries and what was granted, and writes only
  what was granted; it makes TCP connections to granted ports, and has no other sockets. A script's interpreter must be
  in \`/usr\` or \`/bin\`. What is refused fails with EACCES or EPERM, as for any program without the right: answer
  with \`connection.denied\`.
`;

export const FRAMES = `## Frames

\`\`\`
+----------------------------+---------------------------+
| length: u32, big-endian    | payload: \`length\` bytes   |
+----------------------------+---------------------------+
\`\`\`

The payload is one MessagePack value, always a map: a **message**. Its length is at least 1 and at most 65,536 during
the handshake, afterwards at most the negotiated \`maxFrameBytes\`. A sender never exceeds the limit; a receiver that
reads a larger length ends the conversation at once, before it allocates anything (R29). Bytes may arrive in any
pieces (R13). A frame that has begun must go on: the core gives up when one pauses for more than 10 seconds.
`;

export const CODEC = `## Codec rules

[MessagePack](https://github.com/msgpack/msgpack/blob/master/spec.md), with less freedom. A receiver ends the
conversation when a payload breaks one of these (R30, R31):

- exactly one value, nothing after it, no value cut short;
- map keys are text, no map has the same key twice, and \`__proto__\` is not a key;
- text is valid UTF-8 (no surrogates, no overlong forms); a byte order mark is a character like any other;
- no extension types (timestamps among them), no byte \`0xc1\`, no NaN and no infinities;
- integers lie between -2^63 and 2^64-1;
- at most 64 levels of maps and lists (the message itself is the first), at most 1,000,000 values (keys count, too).

How values are meant:

| in the tables | on the wire | meaning |
|---|---|---|
| int | any integer, or a float with a whole value | within ±(2^53-1), **whichever way it was encoded** (R15) |
| int64 | any integer | within -2^63 to 2^63-1 |
| float | float 32, float 64 or integer | finite; -0 is kept |
| text | str | UTF-8; lengths in the tables count UTF-16 units |
| bytes | bin | |
| boolean, null | true, false, nil | null is a value; a field that may be *absent* is left out, never sent as null, unless the table says "or null" |
| any | any of the above, lists and maps of them | a whole number within ±(2^53-1) is an integer, whatever it was before |

The shortest encoding is not required of a sender.
`;

export const HANDSHAKE = `## Handshake

Frozen: it is the same in every version of the protocol.

1. The core writes \`hello\`. The plugin writes nothing before it has read it (R2).
2. The plugin answers within 10 seconds with \`welcome\`, or with \`refusal\` and exits (R6, R8). The version in the
   welcome is the highest that both sides speak (R7); this page is version 1.
3. The plugin writes \`proof\` (R9). Then requests may come.

Anything but a hello as the first frame ends the plugin without a welcome (R10). Each side names its own limits, and the
smaller of each pair counts from the proof on. Unknown fields are ignored on both sides (R14).
`;

export const PROOF_LAYOUT = `### The proof

\`hmac\` is HMAC-SHA256 with the \`secret\` of the hello as its key, over

\`\`\`
"shp/1 handshake" and one zero byte             16 bytes
length of the hello payload: u32, big-endian     4 bytes
the hello payload exactly as it was received
length of the welcome payload: u32, big-endian   4 bytes
the welcome payload exactly as it was sent
\`\`\`

Payloads are taken without their frame lengths' four bytes, and never encoded anew: the bytes count. The proof binds
both sides to this start, these versions, limits and grants. It does not say who the plugin is; the digest of its file
does. A wrong proof ends the process. \`vectors/handshake.json\` holds an example with its secret.
`;

export const CONVERSATION = `## Requests

The core makes requests, a plugin answers them, in any order. Up to the negotiated \`maxInFlight\` requests may be
unanswered at once (R21); a further one may be failed with \`protocol.limit\`. Ids count up from 1 and are never used
twice; a plugin may end the conversation when one is.

**Every request is answered exactly once** (R16), with \`response\` or \`failure\`, also when it was cancelled, when its
method is unknown (\`protocol.method\`, R18), optional and not among the capabilities (\`protocol.method\`, R19), when its
parameters do not fit (\`protocol.message\`, R20), and when it needs a connection and none is open (\`plugin.closed\`,
R24). None of these ends the process. Nothing that belongs to a request follows its answer (R27).

A message that is not well-formed, does not fit its schema or must not be sent in this direction ends the conversation:
the core ends the process, a plugin exits with a code that is not 0 and one line on stderr.

\`log\` and \`progress\` may be sent at any time, \`progress\` only for a request that has not been answered.

## Streams

Some methods have an input stream (the request says \`input: true\`, then \`items\` messages and one \`end\` follow), an
output stream (the plugin sends \`items\` messages before its answer), or both at once. The answer ends the output stream;
it may come before the input has ended, and the rest of the input is then to be ignored.

Both kinds have **credit**. A sender may send as many \`items\` messages as the negotiated \`streamWindow\`, and one more
for each frame of \`credit\` that it was given; then it waits (R26). A receiver gives credit when it has consumed an items
message, for one each, never for more than it has consumed (R25). So neither side ever holds more than a window of
frames. The core reads at all times, so a plugin may block while it writes. \`end\` needs no credit. Credit for a request that has been answered is to be ignored; it crossed the answer.

An items message holds 1 to 10,000 items; about 128 KiB a frame is a good size. An item that fits into no frame fails
its request with \`protocol.limit\`. Items must not be held back while the receiver may be waiting for them: in \`plan\` the
rows of a spec only come after the plugin has asked for them.

## Cancel and deadlines

\`cancel\` asks a plugin to stop working on a request. It **must** still be answered, within 2 seconds (R22): with
\`failure\` and the code \`cancelled\`, or with its result when it was already done, which for \`apply\` is what tells the
user what was committed. If no answer comes the core ends the process and reports \`outcome: unknown\`. A cancel for a
request that was answered or never made is to be ignored (R23). Items, \`end\` and credit that were on their way when the
plugin gave up are to be ignored, too.

The core counts each method's deadline from the last sign of life (any message of that request but credit the core
itself holds back): a plugin that works for long sends \`progress\`.
`;

export const SCHEMAS = `## Schemas

A plugin describes its YAML and its connection options in a profile of JSON Schema. These keywords count: \`type\` (a word
or a list of words), \`format\` (\`int64\`: a 64-bit integer; \`byte\`: bytes), \`properties\`, \`required\`,
\`additionalProperties\` (\`false\` or a schema; where there are \`properties\`, absent means \`false\`), \`items\`, \`minItems\`,
\`maxItems\`, \`minLength\`, \`maxLength\`, \`minimum\`, \`maximum\`, \`enum\`, and \`oneOf\` with \`discriminator.propertyName\`,
whose variants each have an \`enum\` for that property. \`title\`, \`description\`, \`deprecated\`, \`examples\` and unknown words
are annotations. Other assertions of JSON Schema (\`pattern\`, \`$ref\`, \`anyOf\`, ...) are refused rather than ignored. At
most 10,000 schemas, 20,000 words in lists and 40 levels.
`;

export const COMPATIBILITY = `## Compatibility

- The version is one integer. It changes when a conforming peer of the older version would misunderstand; the frozen
  handshake then finds the highest version in common, and a refusal says which side must be upgraded.
- Within a version fields may be added. **Unknown fields are ignored**, at every level that a table here describes (R14),
  and never passed on. Unknown message types, and unknown words where a table lists the words, do not fit.
- Names that begin with \`_\` are for extensions and will never be used by this protocol; all other names are reserved.
- New abilities are capabilities. A capability that is absent is a no.
- Absent and null are different. A field marked optional is left out when it has no value.
- Error codes outside the table are passed on to the user as they are.
`;

export const ENDING = `## The end

1. The core sends \`shutdown\`. The plugin ends what still runs, answering it, closes its connection, answers and exits
   with code 0 (R34).
2. After 2 seconds the core sends SIGTERM; after 3 more SIGKILL, to the whole process group.
3. **End of file on stdin means that the core is gone.** Roll back what is open, close, exit, within 3 seconds and
   whatever is running (R33). Do not wait for answers to be read.
`;

export const TESTING = `## Testing a plugin

\`vectors/\` beside this page holds frozen examples in hexadecimal: frames, payloads to accept with their values and
payloads to refuse, a handshake with a fixed secret and its HMAC, and transcripts of whole conversations, a frame a line
with its direction (\`>\` from the core, \`<\` from the plugin) and its decoded value as a comment. \`shp-1.schema.json\` is a
JSON Schema of every message (bytes as base64 text there).

The conformance kit in \`protocol/conform\` starts a plugin and reports on each rule below.
`;
