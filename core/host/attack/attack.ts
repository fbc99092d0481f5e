// Attacks this machine's walls with the harmless part of what hostile plugins try: once without walls, where every
// attempt must succeed (or it proves nothing), and once behind them. Judged by what is seen from outside.
import { NO_GRANTS } from "../plugin_process.ts";
import { ProcessGroup } from "../process_group.ts";
import type { HostSettings } from "../settings.ts";
import { ownCommand } from "../start_command.ts";
import { confine } from "../walls/confine.ts";
import type { AttemptName, Said } from "./attacker.ts";
import { Target } from "./target.ts";

/** The longest that an attack may take, in milliseconds. */
const ATTACK_MS = 15_000;

/** What came of one attempt. */
export interface Attempted {
  /** To follow "a plugin ...". */
  readonly what: string;
  /** True for what a connection needs and must be able to do. */
  readonly isGranted: boolean;
  /** Whether it was done without walls, and behind them. */
  readonly isDoneFree: boolean;
  readonly isDone: boolean;
  /** What the attacker was told behind the walls. */
  readonly told: string;
}

interface Judge {
  readonly what: string;
  readonly isGranted?: true;
  /** True when it was done: by what it said, or by what was seen. */
  readonly isDone: (target: Target, text: string) => boolean;
}

const JUDGES: Readonly<Record<AttemptName, Judge>> = {
  granted: {
    what: "uses its connection: the port and the file that it was granted",
    isGranted: true,
    isDone: (target) => target.hasHeard("granted") && target.isChanged("granted"),
  },
  secret: { what: "reads a file of yours", isDone: ({ secret }, text) => text.includes(secret) },
  passwords: { what: "reads /etc/passwd", isDone: (_, text) => /^root:/m.test(text) },
  added: { what: "makes a file", isDone: (target) => target.isChanged("added") },
  overwritten: {
    what: "overwrites a file of yours",
    isDone: ({ aims }) => Deno.readTextFileSync(aims.victim) !== "untouched",
  },
  mode: {
    what: "opens a file of yours to others (chmod)",
    isDone: ({ aims }) => ((Deno.statSync(aims.victim).mode ?? 0) & 0o007) !== 0,
  },
  port: { what: "connects to another port", isDone: (target) => target.hasHeard("other") },
  datagram: { what: "sends a datagram (UDP, DNS)", isDone: (target) => target.hasHeard("udp") },
  socket: { what: "speaks to a unix socket (docker.sock)", isDone: (target) => target.hasHeard("socket") },
  listen: { what: "listens on a port", isDone: (_, text) => /^\d+$/.test(text) },
  program: { what: "starts a program", isDone: ({ aims }, text) => text.trim() === aims.mark },
  signal: { what: "sends the core a signal", isDone: ({ signals }) => signals > 0 },
};

/**
 * Attacks.
 * @throws {SchemaHeroError} sandbox.missing when walls are required that this machine cannot have
 */
export async function attack(settings: HostSettings): Promise<readonly Attempted[]> {
  const free = await attackOnce({ ...settings, sandbox: "off" });
  const walled = await attackOnce(settings);
  return Object.entries(JUDGES).map(([name, { what, isGranted = false }]): Attempted => ({
    what,
    isGranted,
    isDoneFree: free.get(name)?.isDone ?? false,
    isDone: walled.get(name)?.isDone ?? false,
    told: walled.get(name)?.text ?? "",
  }));
}

type Outcome = ReadonlyMap<string, { readonly isDone: boolean; readonly text: string }>;

async function attackOnce(settings: HostSettings): Promise<Outcome> {
  await using target = await Target.make();
  const { aims } = target;
  const grants = {
    ...NO_GRANTS,
    net: [`127.0.0.1:${aims.grantedPort}`],
    read: [aims.granted],
    write: [aims.granted],
  };
  const command = ownCommand(["__attack", JSON.stringify(aims)], settings);
  using program = confine(command, { grants, sockets: [] }, settings);
  const group = await ProcessGroup.spawn(command, program);
  const timer = setTimeout(() => group.signal("SIGKILL"), ATTACK_MS);
  const text = await new Response(group.stdout).text();
  await group.ended;
  clearTimeout(timer);
  await group.stdin.close().catch(() => {}); // it never read
  await new Promise((resolve) => setTimeout(resolve, 50)); // for what is on its way to a listener
  const said = text.split("\n").filter((line) => line !== "").map((line): Said => JSON.parse(line));
  return new Map(said.map(({ name, text }) => {
    const judge = JUDGES[name as AttemptName]; // the attacker is this very program
    return [name, { isDone: judge.isDone(target, text), text }];
  }));
}
