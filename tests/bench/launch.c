// Runs a command with its output thrown away, and prints when it was started and when it had ended
// (nanoseconds of one clock for all processes), its minor page faults, its peak memory (KiB) and its
// exit status. Usage: launch PROGRAM [WORD...]
//
// It waits for the end of its standard input first, so that many can be started at one moment.
// A new process counts the peak memory of its parent as its own, so the parent must be a small one.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char** argv, char** environment) {
  if (argc < 2) return 2;
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  posix_spawn_file_actions_adddup2(&streams, nowhere, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&streams, nowhere, STDERR_FILENO);
  char byte;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }

  pid_t child;
  int status;
  struct rusage used;
  const long long started = now();
  if (posix_spawn(&child, argv[1], &streams, NULL, argv + 1, environment) != 0) return 1;
  if (wait4(child, &status, 0, &used) != child) return 1;
  const long long ended = now();
  printf("%lld %lld %ld %ld %d\n", started, ended, used.ru_minflt, used.ru_maxrss,
         WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
  return 0;
}
