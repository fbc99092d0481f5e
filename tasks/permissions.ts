// Reads a permissions.json: the one list of what a program may do. The same list feeds `deno compile` and the run
// from source.
import { readFileSync } from "node:fs";

const NAMES = ["read", "write", "net", "env", "run", "sys", "ffi"] as const;

/** Permissions by Deno's names: all, or a list of what is allowed. */
export type Permissions = Readonly<Partial<Record<typeof NAMES[number], true | readonly string[]>>>;

/**
 * Reads a permissions.json.
 * @throws {TypeError} when it holds anything but permissions
 */
export function readPermissions(path: string): Permissions {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${path} must hold a map`);
  }
  for (const [name, grant] of Object.entries(value)) {
    if (!(NAMES as readonly string[]).includes(name)) {
      throw new TypeError(`${path}: "${name}" is not a permission; there are: ${NAMES.join(", ")}`);
    }
    if (grant !== true && !isList(grant)) {
      throw new TypeError(`${path}: "${name}" must be true or a list of texts without commas`);
    }
  }
  return value; // checked above: every key is a permission, every value true or a list
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 &&
    value.every((item) => typeof item === "string" && item !== "" && !item.includes(","));
}

/** The permissions as flags, e.g. `--allow-read`, `--allow-net=127.0.0.1:80`. */
export function permissionFlags(permissions: Permissions): readonly string[] {
  return NAMES.flatMap((name) => {
    const grant = permissions[name];
    if (grant === undefined) return [];
    return [grant === true ? `--allow-${name}` : `--allow-${name}=${grant.join(",")}`];
  });
}

/** The permissions in a few words, for the table of what was built. */
export function permissionWords(permissions: Permissions): string {
  const words = permissionFlags(permissions).map((flag) => flag.replace("--allow-", ""));
  return words.length > 0 ? words.join(" ") : "none";
}
