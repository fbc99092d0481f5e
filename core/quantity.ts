// Sizes and durations as people write them, in flags and in documents.

/** Milliseconds of a duration like `500ms`, `10s`, `2m`, of a day at most; a bare number is seconds. */
export function durationOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const milliseconds = Number(match?.[1]) * (units[match?.[2] ?? "s"] ?? NaN);
  return Number.isFinite(milliseconds) && milliseconds <= 86_400_000 ? Math.round(milliseconds) : undefined;
}

/** Bytes of a size like `512MiB`, `2GiB`, `2Gi`; a bare number is bytes. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?) ?(B|KiB|MiB|GiB|K|M|G|Ki|Mi|Gi)?$/.exec(text.trim());
  const power = ["B", "K", "M", "G"].indexOf((match?.[2] ?? "B").charAt(0));
  const bytes = Math.round(Number(match?.[1]) * 1024 ** power);
  return match && Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}
