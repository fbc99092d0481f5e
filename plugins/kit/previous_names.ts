// Finds renames from `previousNames`. The rule makes the list safe to leave in a spec for ever.

/** Something that is wanted under a name and was once called otherwise. */
export interface Wanted {
  readonly name: string;
  readonly previousNames?: readonly string[];
}

/** One rename to be done. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** The renames, and the old names that two wanted things claim at once. */
export interface Renames {
  readonly renames: readonly Rename[];
  readonly conflicts: readonly { readonly previous: string; readonly claimants: readonly string[] }[];
}

/**
 * Finds the renames that lead from the live names to the wanted ones.
 *
 * A wanted name that is there already stays as it is, whatever its previous names say; the one exception is a name
 * that is there in another case only, when exactly that spelling is among the previous names. Else the first
 * previous name that is live, and that nothing else wants to be called, is renamed.
 * @param fold how the engine compares names
 */
export function findRenames(
  wanted: readonly Wanted[],
  liveNames: readonly string[],
  fold: (name: string) => string,
): Renames {
  // Most have none, and then nothing is to be found.
  if (wanted.every(({ previousNames }) => !previousNames?.length)) return { renames: [], conflicts: [] };
  const live = new Map(liveNames.map((name) => [fold(name), name]));
  const wantedNames = new Set(wanted.map((each) => fold(each.name)));
  const claims = new Map<string, string[]>();
  const renames: Rename[] = [];
  for (const { name, previousNames = [] } of wanted) {
    const present = live.get(fold(name));
    if (present !== undefined) {
      if (present !== name && previousNames.includes(present)) renames.push({ from: present, to: name });
      continue;
    }
    const previous = previousNames.find((old) => live.has(fold(old)) && !wantedNames.has(fold(old)));
    if (previous === undefined) continue;
    const from = live.get(fold(previous)) ?? previous;
    const claimants = claims.get(from);
    if (claimants) claimants.push(name);
    else {
      claims.set(from, [name]);
      renames.push({ from, to: name });
    }
  }
  const conflicts = [...claims].filter(([, claimants]) => claimants.length > 1)
    .map(([previous, claimants]) => ({ previous, claimants }));
  return { renames, conflicts };
}
