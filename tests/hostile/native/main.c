/* A hostile plugin in native code: greets the core as it should, then does what the URI of its connection says, one
 * act of the tables in the files beside this. `hostile by-hand LINES` does the same without a core. */
#define _GNU_SOURCE
#include "act.h"
#include "shp.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Lines: the act's name, then key=value. */
static char lines[16384];
static char answer[20000];

const char *arg(const char *key) {
  static char values[8][4096];
  static int next;
  size_t length = strlen(key);
  for (const char *line = lines; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : 0) {
    if (strncmp(line, key, length) != 0 || line[length] != '=') continue;
    char *value = values[next++ & 7];
    size_t size = strcspn(line + length + 1, "\n");
    if (size > 4095) size = 4095;
    memcpy(value, line + length + 1, size);
    value[size] = 0;
    return value;
  }
  return "";
}

long arg_number(const char *key) { return atol(arg(key)); }

const char *done(const char *format, ...) {
  va_list values;
  va_start(values, format);
  strcpy(answer, "done ");
  vsnprintf(answer + 5, sizeof answer - 5, format, values);
  va_end(values);
  return answer;
}

static const char *name_of(int error) {
  switch (error) {
    case EPERM: return "EPERM";
    case EACCES: return "EACCES";
    case ENOSYS: return "ENOSYS";
    case ENOMEM: return "ENOMEM";
    case ENOENT: return "ENOENT";
    case EXDEV: return "EXDEV";
    case EMFILE: return "EMFILE";
    case EAGAIN: return "EAGAIN";
    case EFBIG: return "EFBIG";
    case ESRCH: return "ESRCH";
    case EINVAL: return "EINVAL";
    case ECONNREFUSED: return "ECONNREFUSED";
    default: return strerror(error);
  }
}

const char *refused(const char *call) {
  snprintf(answer, sizeof answer, "refused: %s %s", call, name_of(errno));
  return answer;
}

static const char *act(const char *text) {
  static const struct act *const tables[] = {FILE_ACTS, NETWORK_ACTS, PROCESS_ACTS, RESOURCE_ACTS};
  char name[64];
  snprintf(lines, sizeof lines, "%s", text);
  snprintf(name, sizeof name, "%.*s", (int)strcspn(lines, "\n"), lines);
  for (size_t i = 0; i < 4; i++)
    for (const struct act *each = tables[i]; each->name; each++)
      if (strcmp(each->name, name) == 0) return each->run();
  snprintf(answer, sizeof answer, "unknown act %s", name);
  return answer;
}

int main(int count, char **args) {
  if (count == 3 && strcmp(args[1], "by-hand") == 0) {
    puts(act(args[2]));
    return 0;
  }
  if (count != 2 || strcmp(args[1], "shp") != 0) {
    fputs("This is a hostile plugin for SchemaHero's own tests\n", stderr);
    return 64;
  }
  static struct shp_request request;
  if (!shp_greet()) return 0;
  while (shp_next(&request)) {
    if (strcmp(request.method, "connect") == 0) shp_answer_connect(request.id, act(request.uri));
    else shp_answer_nothing(request.id);
    if (strcmp(request.method, "shutdown") == 0) return 0;
  }
  return 0;
}
