#!/usr/bin/env bash
# Oracle's MySQL, from Debian sid (no older suite and no other registry has it), TLS on.
#   env: MYSQL_PORT (25308), MYSQL_PASSWORD (mysql)
#   url [tls|mtls|socket]: the plain URI, one that verifies the generated CA, one with a client certificate, a unix socket
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=mysql
PROBE='' # it speaks first
server MYSQL_PORT 25308
password=${MYSQL_PASSWORD:-mysql}
tree="$TOOLS/mysql-sid" mysqld="$TOOLS/mysql-sid/usr/sbin/mysqld"

is_ready() { grep -q "ready for connections.*port: $PORT" "$LOG"; }
do_up() {
  local common=(--no-defaults --user="$(id -un)" --basedir="$tree/usr" --datadir="$DATA" --lc-messages-dir="$tree/usr/share/mysql" --character-sets-dir="$tree/usr/share/mysql/charsets")
  deb_tree "$tree" sid mysql-server-core
  port_free
  if [ ! -d "$DATA/mysql" ]; then
    rm -rf "$DATA"
    "$mysqld" "${common[@]}" --initialize-insecure >>"$LOG" 2>&1 || { tail -n 20 "$LOG" >&2; rm -rf "$DATA"; die "mysqld --initialize failed"; }
    tls "$DIR/tls"
  fi
  if [ ! -s "$DIR/tls/client.crt" ]; then tls_leaf "$DIR/tls" client "/CN=certified" "subjectAltName=DNS:certified" clientAuth; fi
  cat >"$DIR/init.sql" <<SQL
CREATE DATABASE IF NOT EXISTS test;
ALTER USER root@localhost IDENTIFIED BY '$password';
CREATE USER IF NOT EXISTS root@'127.0.0.1';
ALTER USER root@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
CREATE USER IF NOT EXISTS certified@'127.0.0.1' REQUIRE SUBJECT '/CN=certified';
GRANT ALL ON *.* TO certified@'127.0.0.1';
SQL
  start "$mysqld" "${common[@]}" --port="$PORT" --bind-address="$HOST" --socket=s.sock --pid-file="$DATA/mysqld.pid" \
    --init-file="$DIR/init.sql" --ssl-ca="$DIR/tls/ca.crt" --ssl-cert="$DIR/tls/server.crt" --ssl-key="$DIR/tls/server.key" \
    --mysqlx=OFF --secure-file-priv= --skip-log-bin --skip-name-resolve --max-connections=300 --event-scheduler=OFF --performance-schema=OFF \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=OFF
  ready 90 is_ready
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
