#!/usr/bin/env bash
# MariaDB from Debian (10.11 on Debian 12), TLS on.
#   env: MARIADB_PORT (25306), MARIADB_PASSWORD (mariadb)
#   url [tls|mtls|socket]: the plain URI, one that verifies the generated CA, one with a client certificate, a unix socket
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=mariadb
PROBE='' # it speaks first
server MARIADB_PORT 25306
password=${MARIADB_PASSWORD:-mariadb}
PATH="$PATH:/usr/sbin"

client() { MYSQL_PWD="$password" mariadb --no-defaults -h "$HOST" -P "$PORT" -u root "$@"; }
do_up() {
  apt_need mariadbd mariadb-server-core
  apt_need mariadb mariadb-client-core
  port_free
  if [ ! -d "$DATA/mysql" ]; then
    rm -rf "$DATA"; mkdir -p "$DATA"
    mariadb-install-db --no-defaults --datadir="$DATA" --user="$(id -un)" --skip-test-db \
      --auth-root-authentication-method=normal >>"$LOG" 2>&1 || { tail -n 20 "$LOG" >&2; die "mariadb-install-db failed"; }
    tls "$DIR/tls"
  fi
  if [ ! -s "$DIR/tls/client.crt" ]; then tls_leaf "$DIR/tls" client "/CN=certified" "subjectAltName=DNS:certified" clientAuth; fi
  cat >"$DIR/init.sql" <<SQL
CREATE DATABASE IF NOT EXISTS test;
CREATE OR REPLACE USER root@localhost IDENTIFIED BY '$password';
CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO root@localhost WITH GRANT OPTION;
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
CREATE USER IF NOT EXISTS certified@'127.0.0.1' REQUIRE SUBJECT '/CN=certified';
GRANT ALL ON *.* TO certified@'127.0.0.1';
SQL
  # At its start a server deletes what it takes for leftovers in its folder for temporary files: it needs one of its own.
  mkdir -p "$DIR/tmp"
  # The socket's path may be at most 107 bytes long, so it is relative to the data folder.
  start mariadbd --no-defaults --user="$(id -un)" --datadir="$DATA" --port="$PORT" --bind-address="$HOST" \
    --socket=s.sock --pid-file="$DATA/mariadbd.pid" --tmpdir="$DIR/tmp" --init-file="$DIR/init.sql" \
    --ssl-ca="$DIR/tls/ca.crt" --ssl-cert="$DIR/tls/server.crt" --ssl-key="$DIR/tls/server.key" \
    --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci --max-connections=300 --event-scheduler=OFF \
    --innodb-flush-log-at-trx-commit=0 --skip-log-bin --skip-name-resolve --performance-schema=OFF
  ready 60 client -e 'select 1'
}
do_url() {
  local at="$HOST:$PORT/test" tls="ssl-mode=VERIFY_CA&ssl-ca=$DIR/tls/ca.crt"
  case ${1:-} in
  tls) echo "mysql://root:$password@$at?$tls" ;;
  mtls) echo "mysql://certified@$at?ssl-cert=$DIR/tls/client.crt&ssl-key=$DIR/tls/client.key&$tls" ;;
  socket) echo "root:$password@unix($DATA/s.sock)/test" ;;
  *) echo "mysql://root:$password@$at" ;;
  esac
}
main "$@"
