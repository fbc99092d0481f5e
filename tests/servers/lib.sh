# shellcheck shell=bash
# What the server scripts beside this file have in common. Sourced, never run.
#
# A script sets NAME, calls `server PORT_VARIABLE DEFAULT_PORT`, defines do_up and do_url
# (do_down is optional), and ends with `main "$@"`. PROBE is what its server says something to, as printf has it.
set -euo pipefail
umask 022

SERVERS_HOME="${SERVERS_HOME:-${HOME:?HOME is not set}/.cache/test-servers}"
TOOLS="${SERVERS_TOOLS:-$SERVERS_HOME/_tools}" # what is downloaded or built once
HOST=127.0.0.1

say() { printf '%s: %s\n' "$NAME" "$*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# server PORT_VARIABLE DEFAULT: where this server lives and which port it has.
# shellcheck disable=SC2034 # the scripts use them
server() {
  PORT_VAR=$1
  DIR="$SERVERS_HOME/$NAME" DATA="$SERVERS_HOME/$NAME/data"
  LOG="$SERVERS_HOME/$NAME/log" PIDFILE="$SERVERS_HOME/$NAME/pid"
  PORT=${!1:-}
  if [ -z "$PORT" ] && [ -s "$DIR/port" ]; then PORT=$(<"$DIR/port"); fi
  PORT=${PORT:-$2}
  case $PORT in '' | *[!0-9]*) die "$PORT_VAR is not a port: $PORT" ;; esac
}

# A pidfile holds "PID STARTTIME", so that a reused pid is never taken for ours.
started_at() { # the 22nd field of /proc/PID/stat; the 2nd may hold blanks
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  set -- ${stat##*) }
  [ "$1" != Z ] || return 1
  printf '%s' "${20}"
}
alive() { # alive [PIDFILE]
  local pid at
  [ -s "${1:-$PIDFILE}" ] && read -r pid at <"${1:-$PIDFILE}" && [ "$(started_at "$pid")" = "$at" ]
}

# start [-p PIDFILE] [-l LOG] COMMAND...: a detached process that outlives this script.
start() {
  local pidfile=$PIDFILE log=$LOG pid
  while getopts p:l: o; do case $o in p) pidfile=$OPTARG ;; l) log=$OPTARG ;; *) return 2 ;; esac; done
  shift $((OPTIND - 1)); OPTIND=1
  setsid nohup "$@" </dev/null >>"$log" 2>&1 9>&- &
  pid=$!
  disown "$pid" 2>/dev/null || true
  printf '%s %s\n' "$pid" "$(started_at "$pid" || echo gone)" >"$pidfile"
}

# stop [-p PIDFILE] [-s SIGNAL] [-t SECONDS]: ends that one process, KILL after the deadline.
stop() {
  local pidfile=$PIDFILE signal=TERM limit=${SERVERS_PATIENCE:-20} pid i
  while getopts p:s:t: o; do case $o in p) pidfile=$OPTARG ;; s) signal=$OPTARG ;; t) limit=$OPTARG ;; *) return 2 ;; esac; done
  OPTIND=1
  if alive "$pidfile"; then
    read -r pid _ <"$pidfile"
    kill -s "$signal" "$pid" 2>/dev/null || true
    for ((i = 0; i < limit * 10; i++)); do alive "$pidfile" || break; sleep 0.1; done
    if alive "$pidfile"; then say "pid $pid did not end in ${limit}s: KILL"; kill -s KILL "$pid" || true; sleep 0.3; fi
  fi
  rm -f "$pidfile"
}

# ready SECONDS [-p PIDFILE] [-l LOG] COMMAND...: polls until COMMAND succeeds, or says why not.
ready() {
  local limit=$1 pidfile=$PIDFILE log=$LOG end
  shift
  while getopts p:l: o; do case $o in p) pidfile=$OPTARG ;; l) log=$OPTARG ;; *) return 2 ;; esac; done
  shift $((OPTIND - 1)); OPTIND=1
  end=$((SECONDS + limit))
  until "$@" >/dev/null 2>&1; do
    if ! alive "$pidfile"; then tail -n 25 "$log" >&2; rm -f "$pidfile"; die "ended while starting; log: $log"; fi
    if ((SECONDS >= end)); then tail -n 25 "$log" >&2; stop -p "$pidfile"; die "not ready after ${limit}s; log: $log"; fi
    sleep 0.1
  done
}

# answers: the server that runs says something within SERVERS_PATIENCE seconds. One that hangs is still connected to.
answers() {
  local count
  [ -n "${PROBE+set}" ] || return 0
  # shellcheck disable=SC2016 # the inner shell's
  count=$(timeout "${SERVERS_PATIENCE:-30}" bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "$2" >&3 && head -c 1 <&3 | wc -c' "$HOST" "$PORT" "$PROBE" 2>/dev/null) || return 1
  [ "${count:-0}" -gt 0 ]
}

port_open() { (exec 3<>"/dev/tcp/$HOST/${1:-$PORT}") 2>/dev/null; }
port_free() { ! port_open "${1:-$PORT}" || die "port ${1:-$PORT} is taken by another process (choose one with $PORT_VAR)"; }

# unprivileged COMMAND...: for servers that refuse uid 0. As root it runs in a user namespace
# where root is seen as an ordinary user (files stay root's own, so any data folder will do);
# where namespaces are forbidden, as $SERVERS_USER, who must be able to reach SERVERS_HOME.
unprivileged() {
  if [ "$(id -u)" != 0 ]; then exec_or_run "$@"
  elif unshare --user --map-user=65534 --map-group=65534 true 2>/dev/null; then
    exec_or_run unshare --user --map-user=65534 --map-group=65534 -- "$@"
  else
    local user=${SERVERS_USER:-nobody}
    chown -R "$user" "$DIR"
    setpriv --reuid="$user" --clear-groups test -w "$DIR" || die "user $user cannot reach $DIR: set SERVERS_HOME to a folder it can"
    exec_or_run setpriv --reuid="$user" --clear-groups -- "$@"
  fi
}
exec_or_run() { if [ "${RUN:-}" = start ]; then start "$@"; else "$@"; fi; }

# apt_need COMMAND PACKAGE...: installs the packages unless COMMAND is there, without starting services.
apt_need() {
  local cmd=$1 apt=(apt-get) policy=/usr/sbin/policy-rc.d made=
  shift
  if have "$cmd"; then return; fi
  have apt-get || die "$cmd is missing and this is not a Debian system: install $*"
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || die "$cmd is missing: as root, apt-get install $*"
    apt=(sudo -n apt-get)
  elif [ ! -e "$policy" ]; then
    (umask 022; printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod 755 "$policy"); made=1
  fi
  say "installing $*"
  (
    umask 022; export DEBIAN_FRONTEND=noninteractive
    "${apt[@]}" install -y --no-install-recommends "$@" || { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; }
  ) >>"$LOG" 2>&1 9>&- || { [ -z "$made" ] || rm -f "$policy"; die "apt-get install $* failed; log: $LOG"; }
  [ -z "$made" ] || rm -f "$policy"
  have "$cmd" || die "$* came without $cmd"
}

# npm_need DIR PACKAGE@VERSION...: installs exact versions there, once, running no install script.
npm_need() {
  local at=$1 want
  shift
  want="$*"
  if [ -f "$at/.complete" ] && [ "$(<"$at/.complete")" = "$want" ]; then return; fi
  have npm || die "npm is missing"
  say "npm install $want"
  rm -rf "$at"; mkdir -p "$at"
  npm install --prefix "$at" --ignore-scripts --no-audit --no-fund --no-save --save-exact --loglevel=error "$@" >>"$LOG" 2>&1 || die "npm install $want failed; log: $LOG"
  printf '%s' "$want" >"$at/.complete"
}

# deb_tree DIR SUITE PACKAGE: unpacks a package of another Debian suite, and all it depends on,
# under DIR without installing it, and makes its programs use the libraries (and the C library)
# unpacked beside them. The mirror is the one this machine's apt already uses; a rolling suite
# such as sid has one version at a time, so what was got is written to DIR/.complete.
deb_tree() {
  local at=$1 suite=$2 package=$3 mirror conf file apt
  if [ -s "$at/.complete" ]; then return; fi
  have apt-get || die "not a Debian system: $package must come from elsewhere"
  apt_need patchelf patchelf
  mirror=$(apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sed -n 's/^Debian|//p' | grep -v security | head -n 1)
  [ -n "$mirror" ] || die "apt has no Debian mirror here (apt-get update first?)"
  say "fetching $package from Debian $suite"
  rm -rf "$at"; mkdir -p "$at/.apt/lists/partial" "$at/.apt/archives/partial"
  apt="$at/.apt" conf="$at/.apt/conf"
  : >"$apt/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite" >"$apt/list"
  cat >"$conf" <<CONF
Dir::Etc::sourcelist "$apt/list"; Dir::Etc::sourceparts "/dev/null"; Dir::State "$apt"; Dir::State::status "$apt/status";
Dir::Cache "$apt"; APT::Sandbox::User "root"; Acquire::Languages "none"; Debug::NoLocking "1"; Acquire::Retries "3";
CONF
  {
    apt-get -c "$conf" update && apt-get -c "$conf" install -y --no-install-recommends --download-only "$package"
  } >>"$LOG" 2>&1 || { tail -n 15 "$LOG" >&2; die "$package could not be had from Debian $suite; log: $LOG"; }
  for file in "$apt"/archives/*.deb; do dpkg-deb -x "$file" "$at" || die "cannot unpack $file"; done
  { find "$at/usr/sbin" "$at/usr/bin" "$at"/usr/lib/postgresql/*/bin -type f -perm -u+x 2>/dev/null || true; } | while read -r file; do
    [ "$(head -c 4 "$file" | od -An -c | tr -d ' ')" = '177ELF' ] || continue
    patchelf --print-interpreter "$file" >/dev/null 2>&1 || continue
    # An rpath (not a runpath) also serves the libraries' own look-ups and what is loaded later.
    patchelf --set-interpreter "$at/usr/$(cd "$at/usr" && ls -d lib64/ld-linux-* lib/ld-linux-* 2>/dev/null | head -n 1)" \
      --force-rpath --set-rpath "$(find "$at/usr/lib" -maxdepth 1 -type d -name '*-linux-gnu')" "$file" >>"$LOG" 2>&1 || die "patchelf failed on $file"
  done
  apt-cache -c "$conf" show --no-all-versions "$package" | sed -n "s/^Version: /$package /p" >"$apt/version"
  mv "$apt/version" "$at/.complete"
  rm -rf "$apt"
}

# go_need BINARY PACKAGE VERSION: go install of one pinned command into $TOOLS/bin/BINARY-VERSION.
go_need() {
  local bin="$TOOLS/bin/$1-$3" tmp
  if [ -x "$bin" ]; then return; fi
  have go || PATH="$PATH:/usr/local/go/bin" # where its own archive puts it
  have go || die "go is missing"
  say "building $2@$3"
  mkdir -p "$TOOLS/bin"; tmp=$(mktemp -d "$TOOLS/bin/.build.XXXXXX")
  GOFLAGS='' GOBIN="$tmp" CGO_ENABLED="${CGO_ENABLED:-0}" go install -trimpath -ldflags='-s -w' "$2@$3" >>"$LOG" 2>&1 || { rm -rf "$tmp"; die "go install $2@$3 failed; log: $LOG"; }
  mv "$tmp"/* "$bin"; rmdir "$tmp"
}

# tls DIR NAME: a throw-away CA, and a server certificate of it for localhost and 127.0.0.1.
tls() {
  local at=$1
  if [ -s "$at/server.crt" ] && openssl x509 -checkend 86400 -noout -in "$at/server.crt" >/dev/null; then return; fi
  have openssl || die "openssl is missing"
  rm -rf "$at"; mkdir -p "$at"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -sha256 \
    -subj "/CN=test-servers CA" -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$at/ca.key" -out "$at/ca.crt" 2>/dev/null
  tls_leaf "$at" server "/CN=localhost" "subjectAltName=DNS:localhost,IP:127.0.0.1${2:+,$2}" serverAuth
}
# tls_leaf DIR NAME SUBJECT EXTENSION USAGE
tls_leaf() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -subj "$3" -keyout "$1/$2.key" -out "$1/$2.csr" 2>/dev/null
  printf 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=%s\n%s\n' "$5" "$4" >"$1/$2.ext"
  openssl x509 -req -in "$1/$2.csr" -CA "$1/ca.crt" -CAkey "$1/ca.key" -CAcreateserial -days 3650 -sha256 -extfile "$1/$2.ext" -out "$1/$2.crt" 2>/dev/null
  rm -f "$1/$2.csr" "$1/$2.ext"
}

do_down() { stop; }

main() {
  local did=${1:-}
  case $did in
  up)
    mkdir -p "$DIR" "$TOOLS"; chmod 700 "$DIR"
    exec 9>"$DIR/lock"; flock -w 1800 9 || die "another $NAME.sh holds $DIR/lock"
    if alive; then
      [ ! -s "$DIR/port" ] || [ "$PORT" = "$(<"$DIR/port")" ] || die "already up on port $(<"$DIR/port"): $NAME.sh down first"
      if ! answers; then say "it runs, but does not answer: ended, and started anew"; do_down; fi
    fi
    if ! alive; then
      : >"$LOG"
      do_up
      printf '%s' "$PORT" >"$DIR/port"
    fi
    do_url
    ;;
  down | wipe)
    if [ ! -d "$DIR" ]; then return; fi
    exec 9>"$DIR/lock"; flock -w 60 9 || die "another $NAME.sh holds $DIR/lock"
    do_down
    if [ "$did" = wipe ]; then rm -rf "$DIR"; else rm -f "$DIR/port"; fi
    ;;
  hold)
    # Up as long as anyone holds it: ends when its standard input does, and the last one out takes the server down.
    # What ends the tests ends this script's group, too; the server must go down all the same.
    trap : INT TERM HUP
    "$0" up >/dev/null
    exec 8>"$DIR/holders"
    flock -s 8
    "$0" up # another may have taken it down in between
    cat >/dev/null || true
    flock -u 8
    if flock -n -x 8; then "$0" down; fi
    ;;
  url)
    mkdir -p "$DIR" "$TOOLS" # what a URL is about may have to be got first
    shift
    do_url "$@"
    ;;
  *) printf 'usage: %s up|down|wipe|hold|url    (SERVERS_HOME=%s, %s=%s)\n' "$NAME.sh" "$SERVERS_HOME" "$PORT_VAR" "$PORT" >&2; exit 2 ;;
  esac
}
