// Attempts on files that are none of a plugin's business.
import { type Attempt, forms, LANDLOCK, nativeOnly, SECCOMP } from "./attempt.ts";

const reading = { group: "Reading", evidence: ({ stolen }) => stolen } as const satisfies Partial<Attempt>;
const writing = {
  group: "Writing",
  evidence: ({ changed }) => changed.length > 0,
} as const satisfies Partial<Attempt>;

/** Reading. */
export const READING: readonly Attempt[] = [
  {
    ...reading,
    name: "reads /etc/passwd",
    act: "read",
    args: () => ({ path: "/etc/passwd" }),
    forms: forms(LANDLOCK),
  },
  {
    ...reading,
    name: "reads a secret file of the user",
    act: "read",
    args: ({ folder }) => ({ path: `${folder}/secret.json` }),
    forms: forms(LANDLOCK),
  },
  {
    ...reading,
    name: "reads the core's program",
    act: "read",
    args: ({ program }) => ({ path: program, last: 200 }),
    forms: forms(LANDLOCK),
  },
  {
    ...reading,
    name: "reads the core's environment in /proc",
    act: "read",
    args: ({ core }) => ({ path: `/proc/${core}/environ` }),
    forms: forms(LANDLOCK),
  },
  {
    ...reading,
    name: "reads the core's command line in /proc",
    act: "read",
    args: ({ core }) => ({ path: `/proc/${core}/cmdline` }),
    forms: forms(LANDLOCK),
  },
  {
    ...reading,
    name: "reads another plugin in the store",
    act: "read",
    args: ({ another }) => ({ path: another, last: 200 }),
    forms: forms(LANDLOCK),
  },
  {
    ...reading,
    name: "lists the store",
    act: "list",
    args: ({ store }) => ({ path: store }),
    forms: forms(LANDLOCK),
  },
  {
    ...reading,
    name: "lists a folder of the user",
    act: "list",
    args: ({ folder }) => ({ path: folder }),
    forms: forms(LANDLOCK),
  },
];

const NAMES = "which files there are, with size and times, and where symbolic links lead (stat, readlink)";

/** Learning of what may not be opened. */
export const LEARNING: readonly Attempt[] = [
  {
    ...reading,
    name: "learns where a symbolic link leads, without opening anything",
    act: "readlink",
    args: ({ folder }) => ({ path: `${folder}/pointer` }),
    forms: forms({ open: NAMES }),
  },
  {
    ...reading,
    name: "learns the names of all unix sockets of the machine",
    act: "read",
    args: () => ({ path: "/proc/self/net/unix", last: 8000 }),
    forms: forms(LANDLOCK),
  },
];

const victim = ({ folder }: { readonly folder: string }) => ({
  path: `${folder}/victim`,
  text: "taken over",
});

/** Writing. */
export const WRITING: readonly Attempt[] = [
  {
    ...writing,
    name: "makes a file",
    act: "create",
    args: ({ folder }) => ({ path: `${folder}/new`, text: "x" }),
    forms: forms(LANDLOCK),
  },
  { ...writing, name: "overwrites a file", act: "overwrite", args: victim, forms: forms(LANDLOCK) },
  { ...writing, name: "adds to a file", act: "append", args: victim, forms: forms(LANDLOCK) },
  { ...writing, name: "cuts a file", act: "truncate", args: victim, forms: forms(LANDLOCK) },
  { ...writing, name: "removes a file", act: "unlink", args: victim, forms: forms(LANDLOCK) },
  {
    ...writing,
    name: "moves a file",
    act: "rename",
    args: ({ folder }) => ({ path: `${folder}/victim`, to: `${folder}/new` }),
    forms: forms(LANDLOCK),
  },
  {
    ...writing,
    name: "makes a folder",
    act: "mkdir",
    args: ({ folder }) => ({ path: `${folder}/new` }),
    forms: forms(LANDLOCK),
  },
  {
    ...writing,
    name: "gives a file a second name",
    act: "link",
    args: ({ folder }) => ({ path: `${folder}/victim`, to: `${folder}/new` }),
    forms: forms(LANDLOCK),
  },
  {
    ...writing,
    name: "makes a symbolic link",
    act: "symlink",
    args: ({ folder }) => ({ path: "/etc/passwd", to: `${folder}/new` }),
    forms: forms(LANDLOCK),
  },
  { ...writing, name: "opens a file to everyone (chmod)", act: "chmod", args: victim, forms: forms(SECCOMP) },
  { ...writing, name: "changes a file's times (utime)", act: "utime", args: victim, forms: forms(SECCOMP) },
  {
    ...writing,
    name: "gives a file attributes (setxattr)",
    act: "setxattr",
    args: victim,
    forms: nativeOnly(SECCOMP),
    mayBeImpossible: "a file system without attributes of users",
  },
  {
    ...writing,
    name: "opens its own database to everyone (fchmod)",
    act: "fchmod",
    args: ({ database }) => ({ path: database }),
    // The Worker may change the mode of what it may write; the kernel's wall does not let it.
    forms: forms(SECCOMP, SECCOMP, SECCOMP),
  },
  {
    ...writing,
    name: "writes a database that the connection only reads",
    act: "append",
    args: ({ database }) => ({ path: database, text: "taken over" }),
    readsOnly: true,
    forms: forms(LANDLOCK),
  },
  {
    ...writing,
    name: "takes another plugin away from the store",
    act: "unlink",
    args: ({ another }) => ({ path: another }),
    forms: forms(LANDLOCK),
  },
  {
    ...writing,
    name: "adds a file to the store",
    act: "create",
    args: ({ store, nonce }) => ({ path: `${store}/${nonce}-new`, text: "x" }),
    forms: forms(LANDLOCK),
  },
];
