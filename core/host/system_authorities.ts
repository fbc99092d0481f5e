// The certificate authorities that the operating system trusts, as OpenSSL finds them. Read here, since a plugin may read
// nothing of the system.
import { SchemaHeroError } from "../errors.ts";
import type { Surroundings } from "./libpq_files.ts";

/** Where systems keep them in one file: Debian, Fedora, SUSE, Alpine and macOS. */
const PLACES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** The longest file that is read, in bytes. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/**
 * Their certificates: of the file that SSL_CERT_FILE names, or else of the system's.
 * @throws {SchemaHeroError} connection.invalid where there is no such file
 */
export function systemAuthorities(around: Surroundings | undefined): string {
  const named = around?.environment("SSL_CERT_FILE");
  const places = named === undefined || named === "" ? PLACES : [named];
  for (const place of places) {
    try {
      const { size, isFile } = Deno.statSync(place);
      if (isFile && size <= MAX_FILE_BYTES) return Deno.readTextFileSync(place);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    }
  }
  throw new SchemaHeroError(
    "connection.invalid",
    `The system has no file of certificate authorities; looked in ${places.join(", ")}`,
    { hint: "SSL_CERT_FILE names one; or give the file of the authority itself" },
  );
}
