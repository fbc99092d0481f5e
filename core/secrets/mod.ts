// The room of values that must not be printed. Everything that other rooms may use of it.
export { type Environment, expandVariables } from "./expand.ts";
export { redact, Secret } from "./secret.ts";
export { resolveConnection, type ResolveContext, type ResolvedConnection, uriSecret } from "./value.ts";
