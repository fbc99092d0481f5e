// The filter of system calls (seccomp, classic BPF): what Landlock cannot refuse. Everything else is allowed, because
// a plugin is any program in any language; what it may do with files and ports is Landlock's to say.
import { type Machine, numberOf, type SystemCall } from "./system_calls.ts";

/** What decides the filter beside the machine. */
export interface FilterNeeds {
  /** True when the connection goes through TCP. */
  readonly tcp: boolean;
  /** True when it goes through a unix socket. */
  readonly unixSocket: boolean;
  /** True when Landlock keeps signals within the sandbox (ABI 6). */
  readonly signalsAreScoped: boolean;
  /** True when Landlock judges truncation (ABI 3). */
  readonly truncationIsJudged: boolean;
}

/** Refused to all plugins, with EPERM. */
const REFUSED: readonly SystemCall[] = [
  // To be reached from outside. (`listen` on an unbound socket takes a port that Landlock does not judge.)
  ...["bind", "listen", "accept", "accept4"] as const,
  // To leave the session and the process group in which the core finds and ends it; more processes.
  ...["setsid", "setpgid", "fork", "vfork"] as const,
  // Owners, modes, times and attributes of files, which Landlock does not judge.
  ...["chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"] as const,
  ...["utime", "utimes", "futimesat", "utimensat", "file_setattr"] as const,
  ...["setxattr", "lsetxattr", "fsetxattr", "setxattrat"] as const,
  ...["removexattr", "lremovexattr", "fremovexattr", "removexattrat"] as const,
  // What happens in folders that may not be read.
  ...["inotify_init", "inotify_init1", "fanotify_init"] as const,
  // Other processes.
  ...["ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease"] as const,
  ...["kcmp", "pidfd_open", "pidfd_getfd", "migrate_pages", "move_pages"] as const,
  ...["setpriority", "sched_setscheduler", "sched_setparam", "sched_setattr"] as const,
  ...["sched_setaffinity", "ioprio_set"] as const,
  // Other worlds.
  ...["mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "open_tree_attr"] as const,
  ...["fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "setns", "unshare"] as const,
  // Doors to the kernel that no database driver needs and that had most of its holes.
  ...["bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key"] as const,
  ...["io_uring_setup", "io_uring_enter", "io_uring_register"] as const,
  ...["open_by_handle_at", "name_to_handle_at", "lookup_dcookie", "modify_ldt", "uselib"] as const,
  ...["init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load"] as const,
  ...["reboot", "swapon", "swapoff", "acct", "quotactl", "quotactl_fd", "iopl", "ioperm"] as const,
  ...["settimeofday", "clock_settime", "clock_adjtime", "adjtimex"] as const,
  ...["sethostname", "setdomainname", "syslog", "vhangup"] as const,
  // Its own limits, and memory that they do not count.
  ...["setrlimit", "memfd_create", "memfd_secret", "shmget", "shmat", "shmctl"] as const,
  // Meeting points with other programs.
  ...["semget", "semctl", "semop", "semtimedop", "msgget", "msgctl", "msgsnd", "msgrcv"] as const,
  ...["mq_open", "mq_unlink"] as const,
];

/** What Landlock keeps in bounds from ABI 6 on. Threads of one process signal each other by tgkill, which stays. */
const SIGNALS: readonly SystemCall[] = [
  "kill",
  "tkill",
  "rt_sigqueueinfo",
  "rt_tgsigqueueinfo",
  "pidfd_send_signal",
];

/** linux/audit.h. */
const AUDIT_ARCH: Readonly<Record<Machine, number>> = { "x86_64": 0xc000003e, "aarch64": 0xc00000b7 };
/** Calls of the 32-bit world on x86-64 have this bit (asm/unistd.h, __X32_SYSCALL_BIT). */
const X32_BIT = 0x40000000;
/** The newest system call that was looked at (file_setattr). Newer ones do not exist for a plugin. */
const NEWEST = 469;

const EPERM = 1;
const ENOSYS = 38;
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const refusal = (errno: number) => 0x00050000 | errno;

/** struct seccomp_data: number at 0, machine at 4, arguments of 8 bytes from 16 on, low half first. */
const NUMBER_AT = 0;
const MACHINE_AT = 4;
const argumentAt = (index: number) => 16 + 8 * index;

/** One instruction: how far to jump when it is true and when it is false counts from the next one. */
type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

const load = (at: number): Instruction => [0x20, 0, 0, at];
const and = (mask: number): Instruction => [0x54, 0, 0, mask];
const answer = (value: number): Instruction => [0x06, 0, 0, value];
const ifEqual = (value: number, jumpTrue: number, jumpFalse: number): Instruction => [
  0x15,
  jumpTrue,
  jumpFalse,
  value,
];
const ifAtLeast = (value: number, jumpTrue: number, jumpFalse: number): Instruction => [
  0x35,
  jumpTrue,
  jumpFalse,
  value,
];

/** The filter as the bytes of its instructions (struct sock_filter of 8 bytes each). */
export function makeFilter(machine: Machine, needs: FilterNeeds): Uint8Array<ArrayBuffer> {
  const numbers = refusedCalls(needs).flatMap((call) => numberOf(call, machine) ?? []);
  const instructions: Instruction[] = [
    load(MACHINE_AT),
    ifEqual(AUDIT_ARCH[machine], 1, 0),
    answer(KILL_PROCESS),
    load(NUMBER_AT),
    ifAtLeast(X32_BIT, 0, 1),
    answer(refusal(EPERM)),
    ifAtLeast(NEWEST + 1, 0, 1),
    answer(refusal(ENOSYS)),
    ...judged(machine, needs),
    ...numbers.map((number, index) => ifEqual(number, numbers.length - index, 0)),
    answer(ALLOW),
    answer(refusal(EPERM)),
  ];
  const bytes = new Uint8Array(instructions.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [index, [code, jumpTrue, jumpFalse, value]] of instructions.entries()) {
    view.setUint16(index * 8, code, true);
    view.setUint8(index * 8 + 2, jumpTrue);
    view.setUint8(index * 8 + 3, jumpFalse);
    view.setUint32(index * 8 + 4, value >>> 0, true);
  }
  return bytes;
}

/** The calls that are refused whatever their arguments. */
export function refusedCalls(needs: FilterNeeds): readonly SystemCall[] {
  return [
    ...REFUSED,
    ...(needs.signalsAreScoped ? [] : SIGNALS),
    ...(needs.truncationIsJudged ? [] : ["truncate"] as const),
  ];
}

/** Calls that depend on their arguments. */
function judged(machine: Machine, { tcp, unixSocket }: FilterNeeds): readonly Instruction[] {
  const on = (call: SystemCall, ...body: readonly Instruction[]): readonly Instruction[] => {
    const number = numberOf(call, machine);
    return number === undefined ? [] : [ifEqual(number, 0, body.length), ...body];
  };
  const refuse = answer(refusal(EPERM));
  const allow = answer(ALLOW);
  const unlessBits = (argument: number, bits: number): readonly Instruction[] => [
    load(argumentAt(argument)),
    and(bits),
    ifEqual(bits, 0, 1),
    refuse,
    allow,
  ];
  return [
    // A thread (CLONE_THREAD), but no process. Behind clone3 flags cannot be seen: C libraries then take clone.
    ...on("clone", load(argumentAt(0)), and(0x10000), ifEqual(0x10000, 0, 1), allow, refuse),
    ...on("clone3", answer(refusal(ENOSYS))),
    ...on("socket", ...sockets(tcp, unixSocket, allow, refuse)),
    // Half of a pair for datagrams can be connected to any unix socket for datagrams (syslog), as can a "raw" one,
    // which is the same (af_unix.c); SOCK_STREAM and SOCK_SEQPACKET are connected for good.
    ...on(
      "socketpair",
      load(argumentAt(1)),
      and(0xf),
      ifEqual(1, 2, 0),
      ifEqual(5, 1, 0),
      refuse,
      allow,
    ),
    // A connection that is made by sending (MSG_FASTOPEN) is not judged by Landlock.
    ...on("sendto", ...unlessBits(3, 0x20000000)),
    ...on("sendmsg", ...unlessBits(2, 0x20000000)),
    ...on("sendmmsg", ...unlessBits(3, 0x20000000)),
    // Memory shared with nobody (MAP_SHARED | MAP_ANONYMOUS) is not counted by RLIMIT_DATA.
    ...on("mmap", ...unlessBits(3, 0x21)),
    // Another process's limits, or new limits of its own: root could raise them.
    ...on(
      "prlimit64",
      ...[0, 4, 16, 20].flatMap((offset): Instruction[] => [
        load(argumentAt(0) + offset),
        ifEqual(0, 1, 0),
        refuse,
      ]),
      allow,
    ),
    // FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR: attributes of files. TIOCSTI, TIOCLINUX: typing on a terminal.
    ...on(
      "ioctl",
      load(argumentAt(1)),
      ifEqual(0x40086602, 4, 0),
      ifEqual(0x401c5820, 3, 0),
      ifEqual(0x5412, 2, 0),
      ifEqual(0x541c, 1, 0),
      allow,
      refuse,
    ),
  ];
}

/**
 * Streams of the granted families and no others: no datagrams (UDP, and DNS with it), no raw and no netlink sockets,
 * no TCP under another name (MPTCP, SCTP), of which Landlock knows nothing.
 */
function sockets(
  tcp: boolean,
  unixSocket: boolean,
  allow: Instruction,
  refuse: Instruction,
): readonly Instruction[] {
  const families = [...(tcp ? [2, 10] : []), ...(unixSocket ? [1] : [])]; // AF_INET, AF_INET6, AF_UNIX
  if (families.length === 0) return [refuse];
  return [
    load(argumentAt(0)),
    ...families.map((family, index) => ifEqual(family, families.length - index, 0)),
    refuse,
    load(argumentAt(1)),
    and(0xf), // without SOCK_CLOEXEC and SOCK_NONBLOCK
    ifEqual(1, 1, 0), // SOCK_STREAM
    refuse,
    load(argumentAt(2)),
    ifEqual(0, 2, 0),
    ifEqual(6, 1, 0), // IPPROTO_TCP
    refuse,
    allow,
  ];
}
