// The SDK for plugin authors: what a plugin.ts imports. The launcher and the wire are not part of it.
export { PluginError, type PluginErrorOptions } from "./errors.ts";
export type { Diagnostic, ErrorCode } from "./errors.ts";
export type { Capability, ConnectionBlock, Description } from "./describe.ts";
export type { ConnectParams, Input, Output, Params, Peer, Result } from "./methods.ts";
export type {
  CheckConstraint,
  Column,
  DefinedObject,
  ForeignKey,
  Index,
  IndexPart,
  Key,
  ModelItem,
  ObjectName,
  Table,
} from "./model.ts";
export type { Cell, Hazard, PlanInput, PlanPart, PlanResult, RowsItem, SpecItem, Statement } from "./plan.ts";
export type { DatabaseConnection, DatabasePlugin, RequestContext, Send } from "./plugin.ts";
