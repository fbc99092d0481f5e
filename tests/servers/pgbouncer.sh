#!/usr/bin/env bash
# PgBouncer in front of the PostgreSQL of postgres.sh, which must be up: pooling by transaction, and a server
# connection is handed to the next client that was not used for the longest time, so that a session is never kept.
#   env: PGBOUNCER_PORT (25432), and those of postgres.sh
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=pgbouncer
PROBE='\0\0\0\10\4\322\26\57' # may TLS begin?
server PGBOUNCER_PORT 25432

do_up() {
  local behind user password at
  apt_need /usr/sbin/pgbouncer pgbouncer
  port_free
  behind=$("$(dirname "${BASH_SOURCE[0]}")/postgres.sh" url)
  [[ $behind =~ ^postgres://([^:]+):([^@]+)@([^:]+):([0-9]+)/ ]] || die "cannot read $behind"
  user=${BASH_REMATCH[1]} password=${BASH_REMATCH[2]} at="host=${BASH_REMATCH[3]} port=${BASH_REMATCH[4]}"
  (umask 077; printf '"%s" "%s"\n' "$user" "$password" >"$DIR/users")
  cat >"$DIR/pgbouncer.ini" <<CONF
[databases]
* = $at
[pgbouncer]
listen_addr = $HOST
listen_port = $PORT
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $DIR/users
admin_users = $user
pool_mode = transaction
server_round_robin = 1
default_pool_size = 4
min_pool_size = 4
server_idle_timeout = 600
CONF
  RUN=start unprivileged /usr/sbin/pgbouncer "$DIR/pgbouncer.ini"
  ready 20 port_open
  printf '%s:%s' "$user" "$password" >"$DIR/login"
}
do_url() { echo "postgres://$(<"$DIR/login")@$HOST:$PORT/postgres"; }
main "$@"
