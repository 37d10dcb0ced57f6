#define _GNU_SOURCE
#include "background_thread.h"

#if defined(__linux__)
#include <sched.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* As sched_setattr(2) takes it; glibc has no wrapper before 2.41. */
struct attributes {
  uint32_t size;
  uint32_t policy;
  uint64_t flags;
  int32_t nice;
  uint32_t priority;
  uint64_t runtime;
  uint64_t deadline;
  uint64_t period;
};

enum { NICE = 5, LEAST_NICE = 19, LONGEST_TURN_NANOSECONDS = 100000000, GIVES_WAY_AFTER_NANOSECONDS = 50000 };
/* SCHED_FLAG_RESET_ON_FORK: threads it starts are as any other. */
static const uint64_t reset_on_fork = 1;
static _Thread_local int steps_back;
static _Thread_local int64_t gave_way;

/* A turn as long as the kernel allows: who asks for shorter ones, as every other thread does, may come in between (Linux 6.12), and giving
   way, which costs the rest of a turn, lasts. */
void background_thread_step_back(enum background_thread_place place) {
  struct attributes attributes = {.size = sizeof attributes, .flags = reset_on_fork};
  if (place == BACKGROUND_THREAD_IDLE) {
    attributes.policy = SCHED_IDLE;
  } else {
    attributes.nice = NICE;
    attributes.runtime = LONGEST_TURN_NANOSECONDS;
  }
  if (syscall(SYS_sched_setattr, 0, &attributes, 0) != 0) setpriority(PRIO_PROCESS, 0, place == BACKGROUND_THREAD_IDLE ? LEAST_NICE : NICE);
  steps_back = 1;
}

void background_thread_give_way(void) {
  if (!steps_back) return;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t nanoseconds = now.tv_sec * 1000000000LL + now.tv_nsec;
  if (nanoseconds - gave_way < GIVES_WAY_AFTER_NANOSECONDS) return;
  sched_yield();
  clock_gettime(CLOCK_MONOTONIC, &now);
  gave_way = now.tv_sec * 1000000000LL + now.tv_nsec;
}
#else
void background_thread_step_back(enum background_thread_place place) { (void)place; }
void background_thread_give_way(void) {}
#endif
