// What the servers do differently, each with the version that introduced it. Everything else in the plugin asks here.

/** Which server it is, and what it can. */
export interface Quirks {
  readonly isMariaDb: boolean;
  /** As a number: 8.0.34 is 80034, 10.11.19 is 101119. */
  readonly version: number;
  /** Defaults are told as SQL, `'x'` and `NULL` (MariaDB 10.2.7), not as bare values. */
  readonly tellsDefaultsAsSql: boolean;
  /** JSON is a type of its own, not longtext with a check (MariaDB). */
  readonly hasJsonType: boolean;
  /** Checks may be written down without being enforced (MySQL 8.0.16). */
  readonly hasUnenforcedChecks: boolean;
  /** Index parts may be expressions (MySQL 8.0.13). */
  readonly hasExpressionParts: boolean;
  /** Foreign keys are content with an index in descending order (MariaDB). */
  readonly keysUseDescending: boolean;
  /** A timestamp that is not null and set by updates has a default of zeros when it is given none (MariaDB). */
  readonly defaultsUpdatedStamps: boolean;
  /** How an index is hidden: INVISIBLE (MySQL 8.0.0), IGNORED (MariaDB 10.6.0). */
  readonly invisibleIndexSql: "invisible" | "ignored";
  /** Columns can be hidden (MySQL 8.0.23, MariaDB 10.3.3). */
  readonly hasInvisibleColumns: boolean;
  /** Spatial columns have a reference system (MySQL 8.0.3). */
  readonly hasSrid: boolean;
  /** `ALGORITHM=INSTANT` (MySQL 8.0.12, MariaDB 10.3.2). */
  readonly hasInstant: boolean;
  /** Instant `ADD COLUMN` anywhere and instant `DROP COLUMN` (MySQL 8.0.29, MariaDB 10.4). */
  readonly hasInstantDrop: boolean;
  /** Integer types are told without a width (MySQL 8.0.19). */
  readonly hidesWidths: boolean;
  /** Comparisons in views and checks may name `utf8mb3` (MySQL 8.0.24, MariaDB 10.6.1). */
  readonly saysUtf8mb3: boolean;
}

/** Reads `select version()`. */
export function quirksOf(versionText: string): Quirks {
  const [, major = "8", minor = "0", patch = "0"] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(
    versionText.replace(/^5\.5\.5-/, ""), // what MariaDB before 11 says to old clients
  ) ?? [];
  const version = Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
  const isMariaDb = /mariadb/i.test(versionText);
  return {
    isMariaDb,
    version,
    tellsDefaultsAsSql: isMariaDb,
    hasJsonType: !isMariaDb,
    hasUnenforcedChecks: !isMariaDb && version >= 80016,
    hasExpressionParts: !isMariaDb && version >= 80013,
    keysUseDescending: isMariaDb,
    defaultsUpdatedStamps: isMariaDb,
    invisibleIndexSql: isMariaDb ? "ignored" : "invisible",
    hasInvisibleColumns: isMariaDb || version >= 80023,
    hasSrid: !isMariaDb,
    hasInstant: isMariaDb || version >= 80012,
    hasInstantDrop: isMariaDb || version >= 80029,
    hidesWidths: !isMariaDb && version >= 80019,
    saysUtf8mb3: isMariaDb ? version >= 100601 : version >= 80024,
  };
}
