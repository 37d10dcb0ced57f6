#ifndef TERMINAL_LOAD_OPTIONS_H
#define TERMINAL_LOAD_OPTIONS_H

#include <stdint.h>

// What the command line says; each number is within its bounds.
typedef struct {
  const char *mode;
  const char *file;
  uint64_t first_number;
  unsigned port;
  unsigned terminals;
  unsigned window;
  unsigned seconds;
  unsigned reports_per_second;  // of each terminal; 0 sends as fast as answers come
  unsigned body_bytes;
  unsigned write_bytes;
} options;

// Reads the command line; tells on standard error what is wrong with it and returns 0 when something is.
int options_read(options *options, int count, char **words);

// The modes. Each prints one JSON object and returns the exit status.
int answered_run(const options *options);
int idle_run(const options *options);
int sync_run(const options *options);

#endif
