#!/usr/bin/env bash
# A standby of the PostgreSQL 15 of postgres.sh, which must be up: a copy of it that follows by streaming replication and
# takes no writes. It is made anew at each start, and kept nowhere.
#   env: POSTGRES_STANDBY_PORT (25435), and those of postgres.sh
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=postgres-standby
server POSTGRES_STANDBY_PORT 25435
bin=/usr/lib/postgresql/15/bin

is_ready() { sed -n 8p "$DATA/postmaster.pid" | grep -q ready; }

do_up() {
  local primary
  apt_need "$bin/pg_basebackup" postgresql-client-15
  port_free
  primary=$("$(dirname "${BASH_SOURCE[0]}")/postgres.sh" url)
  [[ $primary =~ ^postgres://([^:]+):([^@]+)@([^:]+):([0-9]+)/ ]] || die "cannot read $primary"
  rm -rf "$DATA"
  PGUSER=${BASH_REMATCH[1]} PGPASSWORD=${BASH_REMATCH[2]} PGHOST=${BASH_REMATCH[3]} PGPORT=${BASH_REMATCH[4]} \
    unprivileged "$bin/pg_basebackup" --pgdata="$DATA" --write-recovery-conf --checkpoint=fast --no-sync >>"$LOG" 2>&1 ||
    { tail -n 20 "$LOG" >&2; die "pg_basebackup failed"; }
  printf '%s' "${primary%%@*}" >"$DIR/login"
  RUN=start unprivileged "$bin/postgres" -D "$DATA" -p "$PORT" -c hot_standby_feedback=on
  ready 30 is_ready
}
do_down() { stop -s INT; }
do_url() { echo "$(<"$DIR/login")@$HOST:$PORT/postgres"; }
main "$@"
