// Strikes passwords out of connection URIs in any text, by form alone. Over-eager by intent: a `***` too many does
// no harm. Linear in the length of the text.

// scheme://user:password@host. The password runs to the last @ before a space or quote: people forget to encode @ and /.
const URL_PASSWORD = /([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/?#@"'`]{0,200}:)[^\s"'`]{1,500}@/gi;
// user:password@tcp(host:port)/db, as the Go MySQL driver writes it.
const DSN_PASSWORD = /(^|[\s"'`=(])([^\s:/?#@"'`=(]{0,200}:)(?!\/\/)[^\s"'`]{1,500}@((?:tcp|tcp6|unix)\()/gi;
// password=... in queries, keyword lists and options.
const NAMED_PASSWORD =
  /\b((?:password|passwd|pwd|sslpassword|authtoken|auth_token|secret)\s{0,3}=\s{0,3})(?:'[^']{0,500}'|"[^"]{0,500}"|[^\s&;'"`]{1,500})/gi;

/** A text in which no URI has its password. */
export function redactUriPasswords(text: string): string {
  return text
    .replace(URL_PASSWORD, "$1***@")
    .replace(DSN_PASSWORD, "$1$2***@$3")
    .replace(NAMED_PASSWORD, "$1***");
}

/** The passwords in one URI, as written and decoded. */
export function passwordsIn(uri: string): string[] {
  const found: string[] = [];
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^:/?#@]*:(.+)@/i.exec(uri)?.[1];
  const dsn = /^[^:/?#@]*:(?!\/\/)(.+)@(?:tcp|tcp6|unix)\(/i.exec(uri)?.[1];
  for (const password of [url, dsn]) if (password !== undefined) found.push(password);
  for (
    const match of uri.matchAll(/\b(?:password|passwd|pwd|sslpassword)\s*=\s*(?:'([^']*)'|([^\s&;']+))/gi)
  ) {
    const password = match[1] ?? match[2];
    if (password !== undefined) found.push(password);
  }
  return found;
}
