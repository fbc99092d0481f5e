// The texts that documents are made of: whether a value may be used anywhere in them.

/** Texts to look in. */
export interface MentionedTexts {
  /** True when a text is this value, or SQL with this value as a literal. */
  mentions(value: string): boolean;
}

/** Gathers every text of documents. */
export function mentionedTexts(bodies: readonly unknown[]): MentionedTexts {
  const whole = new Set<string>();
  const sqls: string[] = [];
  const open: unknown[] = [...bodies];
  for (let each = open.pop(); open.length > 0 || each !== undefined; each = open.pop()) {
    if (typeof each === "string") {
      whole.add(each);
      if (each.includes("'") || each.includes("$")) sqls.push(each);
    } else if (typeof each === "object" && each !== null) open.push(...Object.values(each));
  }
  return {
    mentions: (value) => {
      const literal = `'${value.replaceAll("'", "''")}'`;
      return whole.has(value) || sqls.some((sql) => sql.includes(literal));
    },
  };
}
