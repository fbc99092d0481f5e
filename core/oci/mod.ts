// The room of registries (OCI Distribution Specification 1.1). Everything that other rooms may use of it.
export { findLogin } from "./credentials.ts";
export type { Access, Login } from "./http.ts";
export { bring, findPlugin, type Offer } from "./pull.ts";
export { type PluginFile, pushPlugin } from "./push.ts";
export { parseReference, type Reference, referenceText } from "./reference.ts";
export { digestOf, Repository } from "./registry.ts";
