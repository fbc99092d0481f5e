// Every bound on what is read from spec files. Each is named in an error and has a test at its edge.
// Generous for people, small enough that no file can take the machine's memory or time.

/** The largest spec file. Seed rows in block style are read piece by piece, so a file may be far larger than memory for its objects. */
export const MAX_FILE_BYTES = 128 * 1024 * 1024;

/** The largest part of a document that is parsed in one go: everything but seed rows in block style. */
export const MAX_PARSED_CHARACTERS = 16 * 1024 * 1024;

/** The most files that one directory may hold, subdirectories included. */
export const MAX_FILES = 20_000;

/** The most text in all files of one directory together; it stays in memory so that diagnostics can show it. */
export const MAX_TOTAL_CHARACTERS = 256 * 1024 * 1024;

/** The deepest directory below the one that was named. Also ends a loop of symbolic links. */
export const MAX_DIRECTORY_DEPTH = 32;

/** The most documents in one file. */
export const MAX_DOCUMENTS = 10_000;

/** The deepest nesting of maps and lists in a document. Below protocol/schema.ts MAX_DEPTH, since a spec travels inside a frame. */
export const MAX_NESTING = 48;

/** The most nodes that aliases and merge keys may add to one document ("billion laughs"). */
export const MAX_ALIAS_NODES = 100_000;

/** The most problems that are collected before reading stops. */
export const MAX_PROBLEMS = 20;

/** Seed rows in one batch at most. */
export const MAX_BATCH_ROWS = 256;

/** Rows that go to the YAML parser at once where the fast reader does not know their style. 256 cost 80 MB of memory, 64 half of it. */
export const MAX_PARSED_ROWS = 64;

/** Source text of seed rows in one batch at most, in characters; a longer row is a batch of its own. */
export const MAX_BATCH_CHARACTERS = 512 * 1024;

/** A document with more text of seed rows than this has its rows checked when they are walked, not when it is loaded. */
export const LAZY_ROWS_CHARACTERS = 1024 * 1024;

/** Documents longer than this are not searched for exact positions: a diagnostic then names the document's first line. */
export const MAX_LOCATED_CHARACTERS = 4 * 1024 * 1024;
