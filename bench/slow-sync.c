/* Preloaded, it makes every sync two milliseconds slower, as a disk with a busy queue would. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static void wait_two_milliseconds(void) {
  struct timespec pause = {0, 2000000};
  nanosleep(&pause, 0);
}

int fsync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_two_milliseconds();
  return real(file);
}

int fdatasync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_two_milliseconds();
  return real(file);
}
