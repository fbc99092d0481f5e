// Attempts on the network of the machine. Nothing leaves it: another host is another address of the loopback.
import { type Attempt, forms, LANDLOCK, nativeOnly, SECCOMP, WORKS } from "./attempt.ts";

const group = "Network";
const OTHER_HOST = "the kernel knows ports, not hosts: another host on the port of the connection";

/** What every connection needs. */
export const NEEDED: readonly Attempt[] = [
  {
    group: "Needed",
    name: "connects to the host and port of its connection",
    act: "tcp",
    args: ({ ports, nonce }) => ({ host: "127.0.0.1", port: ports.granted, text: nonce }),
    evidence: ({ heard }) => heard.includes("granted"),
    forms: forms(WORKS, WORKS, WORKS),
  },
  {
    group: "Needed",
    name: "reads and writes its database",
    act: "append",
    args: ({ database }) => ({ path: database, text: "more rows" }),
    evidence: ({ changed }) => changed.join() === "database",
    forms: forms(WORKS, WORKS, WORKS),
  },
];

/** Network. */
export const NETWORK: readonly Attempt[] = [
  {
    group,
    name: "connects to another port",
    act: "tcp",
    args: ({ ports, nonce }) => ({ host: "127.0.0.1", port: ports.other, text: nonce }),
    evidence: ({ heard }) => heard.includes("other"),
    forms: forms(LANDLOCK),
  },
  {
    group,
    name: "connects to another host on the port of the connection",
    act: "tcp",
    args: ({ ports, nonce }) => ({ host: "127.0.0.2", port: ports.granted, text: nonce }),
    evidence: ({ heard }) => heard.includes("otherHost"),
    forms: forms({ open: OTHER_HOST }),
  },
  {
    group,
    name: "connects to another port by sending (TCP Fast Open)",
    act: "fast-open",
    args: ({ ports, nonce }) => ({ host: "127.0.0.1", port: ports.other, text: nonce }),
    evidence: ({ heard }) => heard.includes("other"),
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "connects to another port by Multipath TCP",
    act: "mptcp",
    args: ({ ports, nonce }) => ({ host: "127.0.0.1", port: ports.other, text: nonce }),
    evidence: ({ heard }) => heard.includes("other"),
    forms: nativeOnly(SECCOMP),
    mayBeImpossible: "a kernel without Multipath TCP",
  },
  {
    group,
    name: "sends a datagram (UDP)",
    act: "udp",
    args: ({ ports, nonce }) => ({ host: "127.0.0.1", port: ports.udp, text: nonce }),
    evidence: ({ heard }) => heard.includes("udp"),
    forms: forms(SECCOMP, SECCOMP, { stoppedBy: "Worker", told: "TypeError" }),
  },
  {
    group,
    name: "asks a name server (DNS)",
    act: "dns",
    args: ({ ports, nonce }) => ({ host: "127.0.0.1", port: ports.udp, text: nonce }),
    evidence: ({ heard }) => heard.includes("udp"),
    forms: forms(SECCOMP, { stoppedBy: "seccomp" }),
  },
  {
    group,
    name: "sends a packet of its own making (raw socket)",
    act: "raw",
    args: ({ ports, nonce }) => ({ host: "127.0.0.1", port: ports.udp, text: nonce }),
    evidence: ({ heard }) => heard.includes("udp"),
    needsRoot: true,
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "speaks to a unix socket (docker.sock)",
    act: "unix",
    args: ({ socket, nonce }) => ({ path: socket, text: nonce }),
    evidence: ({ heard }) => heard.includes("socket"),
    forms: forms(SECCOMP),
  },
  {
    group,
    name: "speaks to a unix socket of datagrams (syslog) through a pair of sockets",
    act: "unix-pair",
    args: ({ datagramSocket, nonce }) => ({ path: datagramSocket, text: nonce }),
    evidence: ({ heard }) => heard.includes("datagrams"),
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "speaks to a unix socket without a file (abstract)",
    act: "abstract",
    args: ({ abstractSocket, nonce }) => ({ path: abstractSocket, text: nonce }),
    evidence: ({ heard }) => heard.includes("abstract"),
    mayBeImpossible: "the tests cannot listen there with this version of Deno",
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "speaks to another unix socket when its connection is one",
    act: "unix",
    args: ({ socket, nonce }) => ({ path: socket, text: nonce }),
    evidence: ({ heard }) => heard.includes("socket"),
    throughSocket: true,
    forms: forms({
      open: "with a connection through a unix socket, other sockets that the user may write to",
    }),
  },
  {
    group,
    name: "listens on a port",
    act: "listen",
    args: () => ({}),
    evidence: ({ isReachable }) => isReachable,
    forms: forms(SECCOMP),
  },
  {
    group,
    name: "listens without asking for a port",
    act: "listen-unbound",
    args: () => ({}),
    evidence: ({ isReachable }) => isReachable,
    forms: nativeOnly(SECCOMP),
  },
];
