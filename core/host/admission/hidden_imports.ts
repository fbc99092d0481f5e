// A lexer of JavaScript can be led astray (is this slash a division or the beginning of a pattern?), and then takes an
// import for text. A keyword cannot be written with escapes, so every import is in the text as the word it is: here
// every such word that the lexer has not reported is looked at, and refused when it would be an import if it were code.

/** The word, not as a part of another. What is not ASCII may be white space, so it does not count as a letter. */
const WORD = /(?<![\w$])(import|export)(?![\w$])/g;
/** White space and comments, as between any two words of code. */
const GAP = /(?:\s|\/\*[^]*?\*\/|\/\/[^\n\r\u2028\u2029]*)*/y;
/** What may stand between `import` or `export` and `from`: names, braces, and names in quotes. */
const CLAUSE = /(?:[\p{ID_Continue}$\u200c\u200d\\,{}*]+|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')/yu;
/** The most pieces of clauses that are looked at in a text: honest ones have a few for each import. */
const MAX_PIECES = 1_000_000;
/** What is wrong with a text is told for this many words. */
const MAX_FOUND = 10;

/**
 * The offsets of words that would import a module, were they code, and are not among those that were reported.
 * @param reported offsets where the lexer saw an import or export begin
 */
export function hiddenImports(text: string, reported: ReadonlySet<number>): readonly number[] {
  const found: number[] = [];
  const budget = { pieces: MAX_PIECES };
  for (const { index, 1: word } of text.matchAll(WORD)) {
    if (found.length === MAX_FOUND) break;
    if (!reported.has(index) && wouldImport(text, index, word === "import", budget)) found.push(index);
  }
  return found;
}

function wouldImport(text: string, start: number, isImport: boolean, budget: { pieces: number }): boolean {
  // A member of something, unless the point belongs to a spread.
  if (text[start - 1] === "." && text[start - 2] !== ".") return false;
  let at = skip(GAP, text, start + "import".length);
  if (isImport) {
    if (text[at] === "(") return true;
    if (text[at] === ".") return !text.startsWith("meta", skip(GAP, text, at + 1));
  }
  let last = isImport ? "from" : "";
  while (--budget.pieces > 0) {
    const end = skip(CLAUSE, text, at);
    if (end === at) return false;
    const piece = text.slice(at, end);
    const isQuoted = piece.startsWith('"') || piece.startsWith("'");
    if (isQuoted && /(?<![\w$])from$/.test(last)) return mayNameModule(piece.slice(1, -1));
    if (isQuoted && !/(?:[{,]|(?<![\w$])as)$/.test(last)) return false; // a name in quotes stands after these only
    last = piece;
    at = skip(GAP, text, end);
  }
  return true; // nobody writes so much that looks like imports
}

/**
 * True for what can name a module: a path, a URL (of which leading spaces are no part), or a bare name. Not so
 * `","`, as between two words of a list.
 */
function mayNameModule(specifier: string): boolean {
  return specifier.includes("\\") || /^(?:\.{0,2}\/|[\w@#][^\s"']*$)/.test(specifier) ||
    /^[\p{Cc}\s]*[a-z][a-z0-9+.-]*:/iu.test(specifier);
}

/** The offset behind a match at an offset, or that offset. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
