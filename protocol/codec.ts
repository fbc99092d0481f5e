// Values to MessagePack payloads and back: the two halves of the codec under one name.
export { decode, MAX_VALUES } from "./decode.ts";
export { encode, Writer } from "./encode.ts";
