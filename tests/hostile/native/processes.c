/* Acts on processes: its own offspring, the core, others of the user. */
#define _GNU_SOURCE
#include "act.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined(__aarch64__)
#define LOADER "/lib/ld-linux-aarch64.so.1"
#else
#define LOADER "/lib64/ld-linux-x86-64.so.2"
#endif

static char *empty[] = {0};

/* A child lets go of the pipes of the core, so that only its own life shows. */
static void live(const char *marker, unsigned seconds) {
  prctl(PR_SET_NAME, marker);
  close(0), close(1), close(2);
  for (unsigned left = seconds; left > 0; left = sleep(left));
  _exit(0);
}

static const char *spawn_program(void) {
  char *args[] = {(char *)arg("marker"), "3", 0};
  pid_t child = fork();
  if (child < 0) return refused("fork");
  if (child == 0) {
    execve("/bin/sleep", args, empty);
    _exit(1);
  }
  usleep(50000);
  return done("");
}

static const char *posix_spawn_program(void) {
  char *args[] = {(char *)arg("marker"), "3", 0};
  pid_t child;
  errno = posix_spawn(&child, "/bin/sleep", 0, 0, args, empty);
  return errno ? refused("posix_spawn") : done("");
}

/* Becomes another program; there is no answer then. */
static const char *become_program(void) {
  char *args[] = {(char *)arg("marker"), "3", 0};
  execve("/bin/sleep", args, empty);
  return refused("execve");
}

/* The loader of programs lies among the libraries. It runs this very program again. */
static const char *become_by_loader(void) {
  char own[4096] = "";
  if (readlink("/proc/self/exe", own, sizeof own - 1) < 0) return refused("readlink");
  char *args[] = {(char *)arg("marker"), own, "by-hand", "wait", 0};
  execve(LOADER, args, empty);
  return refused("execve");
}

static const char *wait_a_while(void) {
  sleep(3);
  return done("");
}

/* Out of session and group, and out of the core's family. */
static const char *flee(void) {
  pid_t child = fork();
  if (child < 0) return refused("fork");
  if (child == 0) {
    setsid();
    if (fork() == 0) live(arg("marker"), 30);
    _exit(0);
  }
  usleep(50000);
  return done("");
}

static const char *forks(void) {
  long made = 0;
  while (made < arg_number("count")) {
    pid_t child = fork();
    if (child < 0) break;
    if (child == 0) live(arg("marker"), 5);
    made++;
  }
  return made == 0 ? refused("fork") : done("%ld", made);
}

static void *idle(void *nothing) {
  sleep(5);
  return nothing;
}
static const char *threads(void) {
  long made = 0;
  pthread_t thread;
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 1 << 16);
  while (made < arg_number("count") && (errno = pthread_create(&thread, &small, idle, 0)) == 0) made++;
  return made < arg_number("count") ? refused("pthread_create") : done("%ld", made);
}

static const char *signal_process(void) {
  return kill((pid_t)arg_number("pid"), SIGUSR1) < 0 ? refused("kill") : done("");
}
static const char *signal_thread(void) {
  long pid = arg_number("pid");
  return syscall(SYS_tgkill, pid, pid, SIGUSR1) < 0 ? refused("tgkill") : done("");
}
static const char *queue_signal(void) {
  union sigval nothing = {0};
  return sigqueue((pid_t)arg_number("pid"), SIGUSR1, nothing) < 0 ? refused("sigqueue") : done("");
}

/* The kernel sends it, when something can be read. */
static const char *signal_by_file(void) {
  int ends[2];
  if (pipe(ends) < 0) return refused("pipe");
  if (fcntl(ends[0], F_SETOWN, (int)arg_number("pid")) < 0) return refused("fcntl F_SETOWN");
  if (fcntl(ends[0], F_SETSIG, SIGUSR1) < 0) return refused("fcntl F_SETSIG");
  if (fcntl(ends[0], F_SETFL, O_ASYNC) < 0) return refused("fcntl F_SETFL");
  if (write(ends[1], "x", 1) < 0) return refused("write");
  return done("");
}
/* To the first processor, and to no other. */
static const char *pin_process(void) {
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  return sched_setaffinity((pid_t)arg_number("pid"), sizeof first, &first) < 0 ? refused("sched_setaffinity") : done("");
}

/* Holds it until the process ends. */
static const char *trace(void) {
  return ptrace(PTRACE_SEIZE, (pid_t)arg_number("pid"), 0, 0) < 0 ? refused("ptrace") : done("");
}

static const char *read_memory(void) {
  static char text[8192];
  struct iovec local = {text, sizeof text - 1}, remote = {(void *)(uintptr_t)strtoull(arg("address"), 0, 10), 0};
  remote.iov_len = (size_t)arg_number("length") < local.iov_len ? (size_t)arg_number("length") : local.iov_len;
  ssize_t size = process_vm_readv((pid_t)arg_number("pid"), &local, 1, &remote, 1, 0);
  if (size < 0) return refused("process_vm_readv");
  for (ssize_t i = 0; i < size; i++) if (text[i] == 0) text[i] = ' ';
  text[size] = 0;
  return done("%s", text);
}

static const char *limit_process(void) {
  struct rlimit limit = {4242, 4242};
  return prlimit((pid_t)arg_number("pid"), RLIMIT_MSGQUEUE, &limit, 0) < 0 ? refused("prlimit") : done("");
}
static const char *slow_process(void) {
  return setpriority(PRIO_PROCESS, (id_t)arg_number("pid"), 11) < 0 ? refused("setpriority") : done("");
}

const struct act PROCESS_ACTS[] = {
  {"spawn", spawn_program}, {"posix-spawn", posix_spawn_program}, {"exec", become_program},
  {"exec-loader", become_by_loader}, {"wait", wait_a_while}, {"flee", flee}, {"forks", forks},
  {"threads", threads}, {"signal", signal_process}, {"signal-thread", signal_thread},
  {"signal-queue", queue_signal}, {"signal-by-file", signal_by_file}, {"pin-process", pin_process}, {"trace", trace}, {"read-memory", read_memory},
  {"limit-process", limit_process}, {"slow-process", slow_process}, {0, 0},
};
