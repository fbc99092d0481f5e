/* See shp.h. Reads MessagePack as the core writes it, and trusts it. */
#include "shp.h"
#include "sha256.h"

#include <stdio.h>
#include <unistd.h>

static uint8_t *frame;
static size_t frame_length;

static uint8_t reply[1 << 16];
static size_t reply_length;

static int read_all(uint8_t *into, size_t length) {
  while (length > 0) {
    ssize_t got = read(0, into, length);
    if (got <= 0) return 0;
    into += got;
    length -= (size_t)got;
  }
  return 1;
}

int shp_write(const void *bytes, size_t length) {
  const uint8_t *at = bytes;
  while (length > 0) {
    ssize_t put = write(1, at, length);
    if (put <= 0) return 0;
    at += put;
    length -= (size_t)put;
  }
  return 1;
}

static int read_frame(void) {
  uint8_t head[4];
  if (!read_all(head, 4)) return 0;
  frame_length = (size_t)head[0] << 24 | head[1] << 16 | head[2] << 8 | head[3];
  frame = realloc(frame, frame_length + 1);
  return frame && read_all(frame, frame_length);
}

static void send_reply(void) {
  uint8_t head[4] = {reply_length >> 24, reply_length >> 16, reply_length >> 8, reply_length};
  shp_write(head, 4);
  shp_write(reply, reply_length);
}

/* Writing. */
static void begin(void) { reply_length = 0; }
static void byte(uint8_t value) { reply[reply_length++] = value; }
static void map(int count) { byte(0x80 | count); }
static void list(int count) { byte(0x90 | count); }
static void number(uint64_t value) {
  byte(0xcf);
  for (int i = 7; i >= 0; i--) byte((uint8_t)(value >> 8 * i));
}
static void text(const char *value) {
  size_t length = strlen(value);
  if (length > 60000) length = 60000;
  byte(0xda);
  byte((uint8_t)(length >> 8));
  byte((uint8_t)length);
  /* Whatever was stolen: the codec wants UTF-8. */
  for (size_t i = 0; i < length; i++) byte((value[i] & 0x80) ? '?' : (uint8_t)value[i]);
}

/* Reading: a value at an offset, and how many bytes, texts and pairs it has. */
static size_t skip(size_t at);
static uint64_t big_endian(size_t at, int bytes) {
  uint64_t value = 0;
  while (bytes-- > 0) value = value << 8 | frame[at++];
  return value;
}

/* Where the content of a text, a map or bytes begins, and how much of it there is. */
static size_t open_value(size_t at, size_t *count) {
  uint8_t tag = frame[at];
  if (tag >= 0xa0 && tag < 0xc0) return *count = tag & 31, at + 1;
  if (tag >= 0x80 && tag < 0xa0) return *count = tag & 15, at + 1;
  int size = tag == 0xc4 || tag == 0xd9 ? 1 : tag == 0xc5 || tag == 0xda || tag == 0xdc || tag == 0xde ? 2 : 4;
  *count = big_endian(at + 1, size);
  return at + 1 + size;
}

static size_t skip(size_t at) {
  uint8_t tag = frame[at];
  size_t count;
  if (tag < 0x80 || tag >= 0xe0 || (tag >= 0xc0 && tag < 0xc4)) return at + 1;
  if (tag >= 0xca && tag <= 0xd3) return at + 1 + (tag == 0xca ? 4 : tag == 0xcb ? 8 : 1 << ((tag - 0xcc) & 3));
  at = open_value(at, &count);
  if ((tag >= 0xa0 && tag < 0xc0) || (tag >= 0xc4 && tag <= 0xc6) || (tag >= 0xd9 && tag <= 0xdb)) return at + count;
  if ((tag & 0xf0) == 0x80 || tag >= 0xde) count *= 2;
  while (count-- > 0) at = skip(at);
  return at;
}

/* The value of a key in the map at an offset; 0 when it is not there. */
static size_t find(size_t at, const char *key) {
  size_t pairs, length;
  for (at = open_value(at, &pairs); pairs > 0; pairs--) {
    size_t content = open_value(at, &length), value = skip(at);
    if (length == strlen(key) && memcmp(frame + content, key, length) == 0) return value;
    at = skip(value);
  }
  return 0;
}

static void copy_text(size_t at, char *into, size_t size) {
  size_t length = 0, content = at ? open_value(at, &length) : 0;
  if (length >= size) length = size - 1;
  memcpy(into, frame + content, length);
  into[length] = 0;
}

static uint64_t read_number(size_t at) {
  uint8_t tag = frame[at];
  if (tag < 0x80) return tag;
  return big_endian(at + 1, 1 << ((tag - 0xcc) & 3));
}

int shp_greet(void) {
  if (!read_frame()) return 0;
  size_t length, secret_at = open_value(find(0, "secret"), &length);
  uint8_t secret[64];
  memcpy(secret, frame + secret_at, length);

  begin();
  map(6);
  text("type"), text("welcome");
  text("version"), byte(1);
  text("plugin"), map(2), text("name"), text("hostile"), text("version"), text("1");
  text("engines"), list(1), text("hostile");
  text("capabilities"), list(0);
  text("limits"), map(3);
  text("maxFrameBytes"), number(16 << 20), text("maxInFlight"), byte(64), text("streamWindow"), byte(8);
  send_reply();

  static const char context[] = "shp/1 handshake"; /* with its zero byte */
  size_t size = sizeof context + 8 + frame_length + reply_length, at = sizeof context;
  uint8_t *message = malloc(size), proof[32];
  memcpy(message, context, sizeof context);
  const uint8_t *parts[2] = {frame, reply};
  size_t lengths[2] = {frame_length, reply_length};
  for (int i = 0; i < 2; i++) {
    for (int k = 3; k >= 0; k--) message[at++] = (uint8_t)(lengths[i] >> 8 * k);
    memcpy(message + at, parts[i], lengths[i]);
    at += lengths[i];
  }
  hmac_sha256(secret, length, message, size, proof);
  free(message);
  begin();
  map(2), text("type"), text("proof"), text("hmac"), byte(0xc4), byte(32);
  for (int i = 0; i < 32; i++) byte(proof[i]);
  send_reply();
  return 1;
}

int shp_next(struct shp_request *request) {
  char type[32];
  do {
    if (!read_frame()) return 0;
    copy_text(find(0, "type"), type, sizeof type);
  } while (strcmp(type, "request") != 0);
  request->id = read_number(find(0, "id"));
  copy_text(find(0, "method"), request->method, sizeof request->method);
  size_t params = find(0, "params");
  copy_text(find(params, "uri"), request->uri, sizeof request->uri);
  return 1;
}

void shp_answer_connect(uint64_t id, const char *database) {
  begin();
  map(3), text("type"), text("response"), text("id"), number(id);
  text("result"), map(2), text("database"), text(database), text("engineVersion"), text("1");
  send_reply();
}

void shp_answer_nothing(uint64_t id) {
  begin();
  map(3), text("type"), text("response"), text("id"), number(id), text("result"), map(0);
  send_reply();
}
