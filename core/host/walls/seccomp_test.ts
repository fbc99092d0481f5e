// The filter is judged by running it: a small interpreter of classic BPF, for what the kernel's documentation says of
// the instructions that are used.
import { strict as assert } from "node:assert";
import { type FilterNeeds, makeFilter, refusedCalls } from "./seccomp.ts";
import { type Machine, numberOf, type SystemCall } from "./system_calls.ts";

const NEEDS: FilterNeeds = {
  tcp: true,
  unixSocket: false,
  signalsAreScoped: true,
  truncationIsJudged: true,
};
const AUDIT: Readonly<Record<Machine, number>> = { "x86_64": 0xc000003e, "aarch64": 0xc00000b7 };
const EPERM = 0x00050001;
const ENOSYS = 0x00050026;
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;

interface Call {
  readonly machine?: Machine;
  readonly audit?: number;
  readonly number?: number;
  readonly call?: SystemCall;
  readonly args?: readonly (number | bigint)[];
  readonly needs?: Partial<FilterNeeds>;
}

function judge({ machine = "x86_64", audit = AUDIT[machine], number, call, args = [], needs }: Call): number {
  const filter = new DataView(makeFilter(machine, { ...NEEDS, ...needs }).buffer);
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, number ?? (call && numberOf(call, machine)) ?? -1, true);
  data.setUint32(4, audit, true);
  for (const [index, value] of args.entries()) data.setBigInt64(16 + index * 8, BigInt(value), true);
  let accumulator = 0;
  for (let at = 0; at < filter.byteLength / 8; at++) {
    const value = filter.getUint32(at * 8 + 4, true);
    const jump = (isTrue: boolean) => at += filter.getUint8(at * 8 + (isTrue ? 2 : 3));
    switch (filter.getUint16(at * 8, true)) {
      case 0x20: // BPF_LD | BPF_W | BPF_ABS
        accumulator = data.getUint32(value, true);
        break;
      case 0x54: // BPF_ALU | BPF_AND | BPF_K
        accumulator = (accumulator & value) >>> 0;
        break;
      case 0x15: // BPF_JMP | BPF_JEQ | BPF_K
        jump(accumulator === value);
        break;
      case 0x35: // BPF_JMP | BPF_JGE | BPF_K
        jump(accumulator >= value);
        break;
      case 0x06: // BPF_RET | BPF_K
        return value;
      default:
        assert.fail(`instruction ${at} is not known`);
    }
  }
  return assert.fail("the filter ends without an answer");
}

const INET = 2;
const UNIX = 1;
const STREAM = 1;
const DATAGRAM = 2;

const CASES: readonly (readonly [string, Call, number])[] = [
  ["another machine's calls", { audit: 0x40000003, number: 0 }, KILL],
  ["the 32-bit world", { number: 0x40000000 + 59 }, EPERM],
  ["calls that are newer than the filter", { number: 470 }, ENOSYS],
  ["reading", { number: 0 }, ALLOW],
  ["becoming another program: Landlock's to judge", { call: "execve" }, ALLOW],
  ["TCP", { call: "socket", args: [INET, STREAM | 0o2004000, 0] }, ALLOW],
  ["TCP over IPv6, by its number", { call: "socket", args: [10, STREAM, 6] }, ALLOW],
  ["UDP", { call: "socket", args: [INET, DATAGRAM, 0] }, EPERM],
  ["MPTCP", { call: "socket", args: [INET, STREAM, 262] }, EPERM],
  ["SCTP", { call: "socket", args: [INET, STREAM, 132] }, EPERM],
  ["raw", { call: "socket", args: [INET, 3, 1] }, EPERM],
  ["netlink", { call: "socket", args: [16, 3, 0] }, EPERM],
  ["a unix socket", { call: "socket", args: [UNIX, STREAM, 0] }, EPERM],
  ["a granted unix socket", {
    call: "socket",
    args: [UNIX, STREAM, 0],
    needs: { unixSocket: true, tcp: false },
  }, ALLOW],
  ["TCP beside a unix socket", {
    call: "socket",
    args: [INET, STREAM, 0],
    needs: { unixSocket: true, tcp: false },
  }, EPERM],
  ["TCP without any", { call: "socket", args: [INET, STREAM, 0], needs: { tcp: false } }, EPERM],
  ["a pair of streams", { call: "socketpair", args: [UNIX, STREAM | 0o2000000, 0] }, ALLOW],
  ["a pair of packets in order", { call: "socketpair", args: [UNIX, 5, 0] }, ALLOW],
  ["a pair for datagrams", { call: "socketpair", args: [UNIX, DATAGRAM | 0o2000000, 0] }, EPERM],
  ["a pair for datagrams by another name", { call: "socketpair", args: [UNIX, 3, 0] }, EPERM],
  ["keeping a process to a processor", { call: "sched_setaffinity", args: [1, 8] }, EPERM],
  ["a connection made by sending", { call: "sendto", args: [3, 0, 0, 0x20004000] }, EPERM],
  ["sending", { call: "sendto", args: [3, 0, 0, 0x4000] }, ALLOW],
  ["a connection made by a message", { call: "sendmsg", args: [3, 0, 0x20000000] }, EPERM],
  ["a thread", { call: "clone", args: [0x3d0f00] }, ALLOW],
  ["a process", { call: "clone", args: [0x11] }, EPERM],
  ["a process as the library starts one", { call: "clone", args: [0x4111] }, EPERM],
  ["what cannot be looked into", { call: "clone3" }, ENOSYS],
  ["memory", { call: "mmap", args: [0, 4096, 3, 0x22] }, ALLOW],
  ["a file in memory", { call: "mmap", args: [0, 4096, 3, 0x1, 5] }, ALLOW],
  ["memory that is not counted", { call: "mmap", args: [0, 4096, 3, 0x21] }, EPERM],
  ["its limits", { call: "prlimit64", args: [0, 7, 0, 1n << 40n] }, ALLOW],
  ["new limits", { call: "prlimit64", args: [0, 7, 1n << 40n, 0] }, EPERM],
  ["another's limits", { call: "prlimit64", args: [77, 7, 0, 4096] }, EPERM],
  ["an ioctl", { call: "ioctl", args: [3, 0x5421] }, ALLOW],
  ["typing on a terminal", { call: "ioctl", args: [0, 0x5412] }, EPERM],
  ["attributes of a file", { call: "ioctl", args: [3, 0x40086602] }, EPERM],
  ["a signal, where Landlock judges it", { call: "kill", args: [1, 9] }, ALLOW],
  ["a signal, where nobody judges it", {
    call: "kill",
    args: [1, 9],
    needs: { signalsAreScoped: false },
  }, EPERM],
  ["cutting a file off, where nobody judges it", {
    call: "truncate",
    needs: { truncationIsJudged: false },
  }, EPERM],
];

Deno.test("makeFilter() refuses what Landlock cannot judge, and nothing else", () => {
  for (const [what, call, answer] of CASES) {
    for (const machine of ["x86_64", "aarch64"] as const) {
      if (call.number !== undefined && call.number >= 0x40000000 && machine === "aarch64") continue;
      assert.equal(judge({ ...call, machine }), answer, `${what} on ${machine}`);
    }
  }
});

Deno.test("makeFilter() refuses every call of its list on both machines", () => {
  for (const machine of ["x86_64", "aarch64"] as const) {
    const calls = refusedCalls(NEEDS).filter((call) => numberOf(call, machine) !== undefined);
    assert(calls.length > 85, `${calls.length} calls on ${machine}`);
    for (const call of calls) assert.equal(judge({ machine, call }), EPERM, `${call} on ${machine}`);
  }
});
