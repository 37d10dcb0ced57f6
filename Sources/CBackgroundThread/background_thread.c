#define _GNU_SOURCE
#include "background_thread.h"

#if defined(__linux__)
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
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

/* The longest turn the kernel allows: who asks for shorter ones, as every other thread does, may come in between. */
static const uint64_t turn_nanoseconds = 100000000;
/* SCHED_FLAG_RESET_ON_FORK: threads it starts are as any other. */
static const uint64_t reset_on_fork = 1;

void background_thread_step_back(int niceness) {
  struct attributes attributes = {.size = sizeof attributes, .flags = reset_on_fork, .nice = niceness, .runtime = turn_nanoseconds};
  if (syscall(SYS_sched_setattr, 0, &attributes, 0) != 0) setpriority(PRIO_PROCESS, 0, niceness);
}
#else
void background_thread_step_back(int niceness) { (void)niceness; }
#endif
