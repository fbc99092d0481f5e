/* Acts that use up what a machine has. Each ends by itself before it hurts. */
#define _GNU_SOURCE
#include "act.h"
#include "shp.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define BLOCK (16L << 20)

static const char *take(int flags, const char *call) {
  long blocks = arg_number("megabytes") / 16;
  for (long i = 0; i < blocks; i++) {
    char *block = mmap(0, BLOCK, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (block == MAP_FAILED) return refused(call);
    for (long at = 0; at < BLOCK; at += 4096) block[at] = 1;
  }
  return done("");
}
static const char *memory(void) { return take(MAP_PRIVATE | MAP_ANONYMOUS, "mmap"); }
static const char *shared_memory(void) { return take(MAP_SHARED | MAP_ANONYMOUS, "mmap"); }
static const char *file_in_memory(void) {
  long size = arg_number("megabytes") << 20;
  int file = memfd_create("hostile", 0);
  if (file < 0) return refused("memfd_create");
  if (ftruncate(file, size) < 0) return refused("ftruncate");
  char *all = mmap(0, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (all == MAP_FAILED) return refused("mmap");
  for (long at = 0; at < size; at += 4096) all[at] = 1;
  return done("");
}

/* Works for nothing, and does not listen. */
static const char *burn(void) {
  signal(SIGXCPU, SIG_IGN);
  clock_t end = clock() + arg_number("seconds") * CLOCKS_PER_SEC;
  while (clock() < end);
  return done("");
}

static const char *open_files(void) {
  long opened = 0;
  while (opened < arg_number("count") && open("/dev/null", O_RDONLY) >= 0) opened++;
  return opened < arg_number("count") ? refused("open") : done("%ld", opened);
}

/* Log messages, each a whole frame: {"type":"log","level":"info","message":...}. */
static const char *output(void) {
  static unsigned char frame[4 + 64 + 8192];
  static const char head[] = "\x83\xa4type\xa3log\xa5level\xa4info\xa7message\xda\x20\x00";
  size_t length = sizeof head - 1 + 8192;
  frame[2] = (unsigned char)(length >> 8), frame[3] = (unsigned char)length;
  memcpy(frame + 4, head, sizeof head - 1);
  memset(frame + 4 + sizeof head - 1, 'x', 8192);
  for (long left = arg_number("megabytes") << 20; left > 0; left -= 8192)
    if (!shp_write(frame, 4 + length)) return refused("write");
  return done("");
}

/* A frame of 2 GiB, of which a few bytes come. */
static const char *lie(void) {
  shp_write("\x7f\xff\xff\xffnothing like it", 19);
  sleep(5);
  return done("");
}

/* An answer to a request that nobody made: {"type":"response","id":99,"result":{}}. */
static const char *answer_unasked(void) {
  static const char frame[] = "\0\0\0\x1b\x83\xa4type\xa8response\xa2id\x63\xa6result\x80";
  shp_write(frame, sizeof frame - 1);
  sleep(5);
  return done("");
}

const struct act RESOURCE_ACTS[] = {
  {"memory", memory}, {"shared-memory", shared_memory}, {"file-in-memory", file_in_memory}, {"burn", burn},
  {"open-files", open_files}, {"output", output}, {"lie", lie}, {"answer-unasked", answer_unasked}, {0, 0},
};
