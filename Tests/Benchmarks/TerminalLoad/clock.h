#ifndef TERMINAL_LOAD_CLOCK_H
#define TERMINAL_LOAD_CLOCK_H

#include <stdint.h>
#include <sys/resource.h>
#include <time.h>

#define NANOSECONDS_PER_SECOND UINT64_C(1000000000)

// The monotonic clock, which other programs on the same machine read alike.
static inline uint64_t monotonic_nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * NANOSECONDS_PER_SECOND + (uint64_t)time.tv_nsec;
}

// The processor time this program has used so far, its own and the kernel's for it.
static inline double processor_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

#endif
