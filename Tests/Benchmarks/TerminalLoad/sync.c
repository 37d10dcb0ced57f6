#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "histogram.h"
#include "options.h"

// The file grows by each write; past this it is written over from its beginning, so that a long run does not fill the disk.
static const off_t most_file_bytes = (off_t)256 << 20;

// What the last-resort alarm waits for beyond the run: a single sync that hangs.
enum { patience_seconds = 60 };

// Fills with what does not compress and is not zero, in case the disk looks at what it is given.
static void fill(unsigned char *bytes, size_t count) {
  uint32_t state = 0x9e3779b9u;
  for (size_t index = 0; index < count; index++) {
    state = state * 1664525u + 1013904223u;
    bytes[index] = (unsigned char)(state >> 24);
  }
}

// Writes and syncs until the time is over; 0, or the number of the error.
static int measure(int file, const unsigned char *bytes, const options *options, histogram *durations) {
  uint64_t began = monotonic_nanoseconds(), ends = began + options->seconds * NANOSECONDS_PER_SECOND;
  off_t offset = 0;
  for (uint64_t before = began; before < ends;) {
    ssize_t written = pwrite(file, bytes, options->write_bytes, offset);
    if (written != (ssize_t)options->write_bytes) return written < 0 ? errno : ENOSPC;
    if (fdatasync(file) != 0) return errno;
    uint64_t after = monotonic_nanoseconds();
    histogram_record(durations, after - before);
    before = after;
    offset += written;
    if (offset + (off_t)options->write_bytes > most_file_bytes) offset = 0;
  }
  return 0;
}

int sync_run(const options *options) {
  alarm(options->seconds + patience_seconds);
  int file = open(options->file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) {
    fprintf(stderr, "terminal-load: %s cannot be made: %s.\n", options->file, strerror(errno));
    return 1;
  }
  unsigned char *bytes = malloc(options->write_bytes);
  histogram *durations = calloc(1, sizeof *durations);
  uint64_t began = monotonic_nanoseconds();
  int error = ENOMEM;
  if (bytes && durations) {
    fill(bytes, options->write_bytes);
    error = measure(file, bytes, options, durations);
  }
  double seconds = (double)(monotonic_nanoseconds() - began) / 1e9;
  close(file);
  unlink(options->file);
  if (error == 0) {
    printf("{\"syncs\":%llu,\"seconds\":%.3f,\"syncs_per_second\":%.1f,\"bytes\":%u,", (unsigned long long)durations->total, seconds,
           (double)durations->total / seconds, options->write_bytes);
    histogram_print(durations, "sync_microseconds");
    printf("}\n");
  } else {
    fprintf(stderr, "terminal-load: writing to %s failed: %s.\n", options->file, strerror(error));
  }
  free(bytes);
  free(durations);
  return error == 0 ? 0 : 1;
}
