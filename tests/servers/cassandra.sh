#!/usr/bin/env bash
# One Apache Cassandra node, from Maven Central; needs Java 17 and Maven (Debian's, where missing). Password authentication
# (cassandra:cassandra), plain text and TLS on one port. It forgets everything when it goes down: a fresh node is up in half
# the time that an old one takes to read its log again.
#   env: CASSANDRA_PORT (25042; the storage port is + 1), CASSANDRA_HEAP (512M), JAVA_HOME (a Java 11 or 17)
#   url [tls|mtls]: the plain URI, one that verifies the generated CA, one with a client certificate
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=cassandra
PROBE='\x04\0\0\0\x05\0\0\0\0' # OPTIONS of the native protocol
server CASSANDRA_PORT 25042
version=5.0.4
lib="$TOOLS/cassandra-$version"
heap=${CASSANDRA_HEAP:-512M}
store=not-a-secret

fetch() {
  if [ -f "$lib/.complete" ]; then return; fi
  apt_need mvn maven
  say "fetching Cassandra $version"
  rm -rf "$lib"; mkdir -p "$lib"
  cat >"$lib/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>servers.test</groupId><artifactId>cassandra</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency><groupId>org.apache.cassandra</groupId><artifactId>cassandra-all</artifactId><version>$version</version></dependency></dependencies>
</project>
XML
  mvn -q -B -f "$lib/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$lib" >>"$LOG" 2>&1 \
    || { tail -n 15 "$LOG" >&2; die "Maven could not fetch it; log: $LOG"; }
  touch "$lib/.complete"
}
keys() {
  tls "$DIR/tls"
  if [ ! -s "$DIR/tls/client.crt" ]; then tls_leaf "$DIR/tls" client "/CN=certified" "subjectAltName=DNS:certified" clientAuth; fi
  if [ "$DIR/tls/trust.p12" -nt "$DIR/tls/server.crt" ]; then return; fi
  openssl pkcs12 -export -in "$DIR/tls/server.crt" -inkey "$DIR/tls/server.key" -certfile "$DIR/tls/ca.crt" -name node \
    -out "$DIR/tls/node.p12" -passout "pass:$store"
  # Java wants to be told that a certificate is trusted, which openssl does not write into a store: its own tool does.
  rm -f "$DIR/tls/trust.p12"
  "$keytool" -importcert -noprompt -alias ca -file "$DIR/tls/ca.crt" -keystore "$DIR/tls/trust.p12" -storetype PKCS12 \
    -storepass "$store" >>"$LOG" 2>&1
}
configure() {
  cat >"$DIR/cassandra.yaml" <<YAML
cluster_name: test
num_tokens: 1
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
endpoint_snitch: SimpleSnitch
listen_address: $HOST
rpc_address: $HOST
native_transport_port: $PORT
storage_port: $((PORT + 1))
seed_provider: [{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: "$HOST:$((PORT + 1))"}]}]
authenticator: PasswordAuthenticator
authorizer: AllowAllAuthorizer
role_manager: CassandraRoleManager
client_encryption_options:
  {enabled: true, optional: true, keystore: $DIR/tls/node.p12, keystore_password: $store, truststore: $DIR/tls/trust.p12, truststore_password: $store, store_type: PKCS12}
data_file_directories: ["$DATA/data"]
commitlog_directory: $DATA/commitlog
hints_directory: $DATA/hints
saved_caches_directory: $DATA/saved_caches
cdc_enabled: true
cdc_raw_directory: $DATA/cdc_raw
commitlog_sync: periodic
commitlog_sync_period: 10000ms
commitlog_segment_size: 8MiB
concurrent_reads: 8
concurrent_writes: 8
materialized_views_enabled: true
user_defined_functions_enabled: true
sasi_indexes_enabled: true
dynamic_data_masking_enabled: true
auto_snapshot: false
memtable: {configurations: {skiplist: {class_name: SkipListMemtable}, trie: {class_name: TrieMemtable}, default: {inherits: skiplist}}}
YAML
  cat >"$DIR/logback.xml" <<'XML'
<configuration>
  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%-5level %date %logger{0} %msg%n</pattern></encoder></appender>
  <root level="WARN"><appender-ref ref="OUT"/></root>
  <logger name="org.apache.cassandra.auth.CassandraRoleManager" level="INFO"/>
</configuration>
XML
}
is_ready() { port_open && grep -q "Created default superuser role" "$LOG"; }
do_up() {
  local java=java jvm=() p
  apt_need java openjdk-17-jre-headless
  keytool=keytool
  if [ -n "${JAVA_HOME:-}" ]; then java="$JAVA_HOME/bin/java"; keytool="$JAVA_HOME/bin/keytool"; fi
  case $("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p') in 11 | 17) ;; *) die "Cassandra 5.0 needs Java 11 or 17 (set JAVA_HOME)" ;; esac
  fetch; keys; configure
  rm -rf "$DATA"; mkdir -p "$DATA/triggers"
  port_free; port_free "$((PORT + 1))"
  for p in java.base/jdk.internal.misc java.base/java.lang.ref java.management.rmi/com.sun.jmx.remote.internal.rmi java.rmi/sun.rmi.registry \
    java.rmi/sun.rmi.server java.rmi/sun.rmi.transport.tcp java.sql/java.sql jdk.unsupported/sun.misc jdk.attach/sun.tools.attach; do
    jvm+=(--add-exports "$p=ALL-UNNAMED")
  done
  for p in java.base/java.{io,lang,lang.module,lang.reflect,math,net,nio,util,util.concurrent,util.concurrent.atomic} java.base/sun.nio.ch \
    java.base/jdk.internal.{loader,math,module,ref,reflect,util.jar} jdk.management/com.sun.management.internal jdk.compiler/com.sun.tools.javac.file; do
    jvm+=(--add-opens "$p=ALL-UNNAMED")
  done
  start "$java" "${jvm[@]}" -Djdk.attach.allowAttachSelf=true -javaagent:"$(echo "$lib"/jamm-*.jar)" \
    -Xms"$heap" -Xmx"$heap" -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
    -Dcassandra.config="file://$DIR/cassandra.yaml" -Dcassandra.storagedir="$DATA" -Dcassandra.triggers_dir="$DATA/triggers" -Dlogback.configurationFile="$DIR/logback.xml" \
    -Dcassandra-foreground=yes -Dcassandra.unsafesystem=true -Dcassandra.skip_wait_for_gossip_to_settle=0 -Dcassandra.ring_delay_ms=0 \
    -Dcassandra.superuser_setup_delay_ms=0 -Dcassandra.auth_bcrypt_gensalt_log2_rounds=4 -Dcassandra.load_ring_state=false -Dcassandra.start_native_transport=true \
    -cp "$DIR:$lib/*" org.apache.cassandra.service.CassandraDaemon
  ready 300 is_ready
}
do_down() { stop -s KILL; }
do_url() {
  local at="cassandra://cassandra:cassandra@$HOST:$PORT/test"
  case ${1:-} in
  tls) echo "$at?ca=$DIR/tls/ca.crt" ;;
  mtls) echo "$at?ca=$DIR/tls/ca.crt&cert=$DIR/tls/client.crt&key=$DIR/tls/client.key" ;;
  *) echo "$at" ;;
  esac
}
main "$@"
