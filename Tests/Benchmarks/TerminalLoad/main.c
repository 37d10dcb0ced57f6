// Many JT/T 808 terminals in one thread, for Tests/Benchmarks/run: what a service answers a second, how long its answers take, what an
// idle connection costs it; and the bare sync that its answers are measured against. Loopback only; it always ends by itself.

#include <signal.h>
#include <string.h>

#include "options.h"

int main(int count, char **words) {
  options options = {0};
  if (!options_read(&options, count, words)) return 2;
  // A service that goes away is seen by what is read and written, not by a signal.
  signal(SIGPIPE, SIG_IGN);
  if (strcmp(options.mode, "sync") == 0) return sync_run(&options);
  if (strcmp(options.mode, "idle") == 0) return idle_run(&options);
  return answered_run(&options);
}
