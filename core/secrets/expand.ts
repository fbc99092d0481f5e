// `${NAME}` in the values of Database documents, the one place where the environment is looked into.
import { SchemaHeroError } from "../errors.ts";

/** Looks up a variable of the environment. Given by the caller, so that this room touches no process state. */
export type Environment = (name: string) => string | undefined;

/**
 * A text with each `${NAME}` replaced by the variable's value, inserted as it is: a password with special
 * characters must be percent-encoded in the variable when the text is a URI. `$${` stands for `${`.
 * @throws {SchemaHeroError} secrets.unset-variable, secrets.malformed-variable
 */
export function expandVariables(text: string, environment: Environment, where: string): string {
  return text.replace(
    /\$\$\{|\$\{([^}]*)(\}?)/g,
    (match, name: string | undefined, close: string | undefined) => {
      if (match === "$${") return "${";
      if (name === undefined || close === "" || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        throw new SchemaHeroError("secrets.malformed-variable", `${where} has a malformed \${...}`, {
          hint: "Write ${NAME} with letters, digits and _; $${ stands for ${ itself",
        });
      }
      const value = environment(name);
      if (value === undefined) {
        throw new SchemaHeroError(
          "secrets.unset-variable",
          `${where} needs the environment variable ${name}, which is not set`,
          {
            hint: `Set ${name}, or write $\${${name}} when no variable is meant`,
          },
        );
      }
      return value;
    },
  );
}
