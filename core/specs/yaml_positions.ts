// The YAML library with positions, loaded by place.ts only when a place is asked for. A module of its own: a bundler
// gives the dynamic import of a CommonJS package no named exports.
export { isAlias, parseAllDocuments } from "yaml";
