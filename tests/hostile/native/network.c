/* Acts on the network of this machine. */
#define _GNU_SOURCE
#include "act.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static struct sockaddr_in target(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)arg_number("port"))};
  inet_pton(AF_INET, arg("host"), &address.sin_addr);
  return address;
}

/* Says a text to a listener. */
static const char *say(int connection, const struct sockaddr *address, socklen_t size) {
  if (connection < 0) return refused("socket");
  if (connect(connection, address, size) < 0) return refused("connect");
  if (write(connection, arg("text"), strlen(arg("text"))) < 0) return refused("write");
  close(connection);
  return done("");
}

static const char *tcp(void) {
  struct sockaddr_in to = target();
  return say(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&to, sizeof to);
}
/* TCP under another name. */
static const char *mptcp(void) {
  struct sockaddr_in to = target();
  return say(socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP), (struct sockaddr *)&to, sizeof to);
}
/* A connection made by sending. */
static const char *fast_open(void) {
  struct sockaddr_in to = target();
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connection < 0) return refused("socket");
  const char *text = arg("text");
  if (sendto(connection, text, strlen(text), MSG_FASTOPEN, (struct sockaddr *)&to, sizeof to) < 0)
    return refused("sendto");
  usleep(50000);
  close(connection);
  return done("");
}

static const char *datagram(const void *bytes, size_t length) {
  struct sockaddr_in to = target();
  int sender = socket(AF_INET, SOCK_DGRAM, 0);
  if (sender < 0) return refused("socket");
  if (sendto(sender, bytes, length, 0, (struct sockaddr *)&to, sizeof to) < 0) return refused("sendto");
  close(sender);
  return done("");
}
static const char *udp(void) { return datagram(arg("text"), strlen(arg("text"))); }

/* The question for the address of TEXT.example. */
static const char *dns(void) {
  uint8_t packet[300] = {0x12, 0x34, 1, 0, 0, 1};
  size_t at = 12, length = strlen(arg("text"));
  if (length > 63) length = 63;
  packet[at++] = (uint8_t)length;
  memcpy(packet + at, arg("text"), length);
  at += length;
  memcpy(packet + at, "\7example\0\0\1\0\1", 13);
  return datagram(packet, at + 13);
}

/* UDP without the kernel's UDP: the header is made by hand. */
static const char *raw(void) {
  struct sockaddr_in to = target();
  const char *text = arg("text");
  uint8_t packet[300] = {0};
  size_t length = strlen(text) + 8;
  int sender = socket(AF_INET, SOCK_RAW, IPPROTO_UDP);
  if (sender < 0) return refused("socket");
  uint16_t header[4] = {htons(4242), to.sin_port, htons((uint16_t)length), 0};
  memcpy(packet, header, 8);
  memcpy(packet + 8, text, strlen(text));
  to.sin_port = 0;
  if (sendto(sender, packet, length, 0, (struct sockaddr *)&to, sizeof to) < 0) return refused("sendto");
  close(sender);
  return done("");
}

static const char *unix_socket(void) {
  struct sockaddr_un to = {.sun_family = AF_UNIX};
  snprintf(to.sun_path, sizeof to.sun_path, "%s", arg("path"));
  return say(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&to, sizeof to);
}
/* In the space of names that is no file system. */
static const char *abstract_socket(void) {
  struct sockaddr_un to = {.sun_family = AF_UNIX};
  size_t length = strlen(arg("path"));
  memcpy(to.sun_path + 1, arg("path"), length);
  return say(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&to,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length));
}

/* To a socket of datagrams (syslog), from one half of a pair that was made without socket(). */
static const char *unix_pair(void) {
  struct sockaddr_un to = {.sun_family = AF_UNIX};
  int pair[2];
  snprintf(to.sun_path, sizeof to.sun_path, "%s", arg("path"));
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) < 0) return refused("socketpair");
  if (connect(pair[0], (struct sockaddr *)&to, sizeof to) < 0) return refused("connect");
  if (write(pair[0], arg("text"), strlen(arg("text"))) < 0) return refused("write");
  return done("");
}

/* Stays open for as long as the process lives. */
static const char *listening(int binds) {
  struct sockaddr_in own = {.sin_family = AF_INET};
  socklen_t size = sizeof own;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0) return refused("socket");
  inet_pton(AF_INET, "127.0.0.1", &own.sin_addr);
  if (binds && bind(listener, (struct sockaddr *)&own, sizeof own) < 0) return refused("bind");
  if (listen(listener, 8) < 0) return refused("listen");
  getsockname(listener, (struct sockaddr *)&own, &size);
  return done("%d", ntohs(own.sin_port));
}
static const char *listen_bound(void) { return listening(1); }
static const char *listen_unbound(void) { return listening(0); }

const struct act NETWORK_ACTS[] = {
  {"tcp", tcp}, {"mptcp", mptcp}, {"fast-open", fast_open}, {"udp", udp}, {"dns", dns}, {"raw", raw},
  {"unix", unix_socket}, {"unix-pair", unix_pair}, {"abstract", abstract_socket}, {"listen", listen_bound},
  {"listen-unbound", listen_unbound}, {0, 0},
};
