/* Acts on files that are none of the plugin's business. */
#define _GNU_SOURCE
#include "act.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* Echoes a file, or its last bytes. */
static const char *read_file(void) {
  static char text[16384];
  size_t size = 0;
  int file = open(arg("path"), O_RDONLY);
  if (file < 0) return refused("open");
  if (*arg("last")) lseek(file, -arg_number("last"), SEEK_END);
  for (ssize_t got = 1; got > 0 && size < sizeof text - 1; size += (size_t)got) {
    got = read(file, text + size, sizeof text - 1 - size);
    if (got < 0) return refused("read");
  }
  for (size_t i = 0; i < size; i++) if (text[i] == 0) text[i] = ' ';
  text[size] = 0;
  close(file);
  return done("%s", text);
}

static const char *list_folder(void) {
  char names[4096] = "";
  DIR *folder = opendir(arg("path"));
  if (!folder) return refused("opendir");
  for (struct dirent *each = readdir(folder); each; each = readdir(folder)) {
    if (strlen(names) + strlen(each->d_name) + 2 > sizeof names) break;
    strcat(strcat(names, each->d_name), " ");
  }
  closedir(folder);
  return done("%s", names);
}

/* What is known of a file without opening it. */
static const char *look_at(void) {
  char target[4096] = "";
  return readlink(arg("path"), target, sizeof target - 1) < 0 ? refused("readlink") : done("%s", target);
}

static const char *write_with(int flags) {
  const char *text = arg("text");
  int file = open(arg("path"), flags, 0600);
  if (file < 0) return refused("open");
  if (write(file, text, strlen(text)) < 0) return refused("write");
  close(file);
  return done("");
}
static const char *create_file(void) { return write_with(O_WRONLY | O_CREAT | O_EXCL); }
static const char *overwrite(void) { return write_with(O_WRONLY | O_TRUNC); }
static const char *append(void) { return write_with(O_WRONLY | O_APPEND); }
static const char *cut(void) { return truncate(arg("path"), 0) < 0 ? refused("truncate") : done(""); }

static const char *change_mode(void) { return chmod(arg("path"), 0666) < 0 ? refused("chmod") : done(""); }
/* Of a file that may be written: opened, then changed by its number. */
static const char *change_mode_of_own(void) {
  int file = open(arg("path"), O_RDWR);
  if (file < 0) return refused("open");
  return fchmod(file, 0777) < 0 ? refused("fchmod") : done("");
}
static const char *change_times(void) {
  struct timespec times[2] = {{1, 0}, {1, 0}};
  return utimensat(AT_FDCWD, arg("path"), times, 0) < 0 ? refused("utimensat") : done("");
}
static const char *change_attributes(void) {
  return setxattr(arg("path"), "user.hostile", "1", 1, 0) < 0 ? refused("setxattr") : done("");
}

static const char *rename_file(void) {
  return rename(arg("path"), arg("to")) < 0 ? refused("rename") : done("");
}
static const char *remove_file(void) { return unlink(arg("path")) < 0 ? refused("unlink") : done(""); }
static const char *make_folder(void) { return mkdir(arg("path"), 0700) < 0 ? refused("mkdir") : done(""); }
static const char *link_file(void) { return link(arg("path"), arg("to")) < 0 ? refused("link") : done(""); }
static const char *symlink_file(void) {
  return symlink(arg("path"), arg("to")) < 0 ? refused("symlink") : done("");
}

/* A file of 64 MiB, in the end. */
static const char *fill(void) {
  static char block[1 << 20];
  memset(block, 'x', sizeof block);
  int file = open(arg("path"), O_WRONLY | O_CREAT, 0600);
  if (file < 0) return refused("open");
  for (long i = 0; i < arg_number("megabytes"); i++)
    if (write(file, block, sizeof block) != (ssize_t)sizeof block) return refused("write");
  close(file);
  return done("");
}

const struct act FILE_ACTS[] = {
  {"read", read_file}, {"list", list_folder}, {"readlink", look_at}, {"create", create_file}, {"overwrite", overwrite},
  {"append", append}, {"truncate", cut}, {"chmod", change_mode}, {"fchmod", change_mode_of_own},
  {"utime", change_times}, {"setxattr", change_attributes}, {"rename", rename_file}, {"unlink", remove_file},
  {"mkdir", make_folder}, {"link", link_file}, {"symlink", symlink_file}, {"fill", fill}, {0, 0},
};
