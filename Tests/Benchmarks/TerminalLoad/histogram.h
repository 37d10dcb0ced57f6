#ifndef TERMINAL_LOAD_HISTOGRAM_H
#define TERMINAL_LOAD_HISTOGRAM_H

#include <stdint.h>

enum {
  // 128 buckets to each doubling: a bucket is at most 1/128 of its values wide, so its middle is wrong by less than half a percent.
  buckets_per_doubling_log2 = 7,
  buckets_per_doubling = 1 << buckets_per_doubling_log2,
  histogram_buckets = (64 - buckets_per_doubling_log2 + 1) * buckets_per_doubling,
};

// How often durations occurred, log-linear over all that 64 bits hold, so that nothing is ever out of range.
typedef struct {
  uint64_t counts[histogram_buckets];
  uint64_t total;
  uint64_t greatest_nanoseconds;
} histogram;

void histogram_record(histogram *histogram, uint64_t nanoseconds);

// The duration that the given share of all do not exceed; 0 when there are none. The greatest one is exact.
double histogram_microseconds(const histogram *histogram, double share);

// Prints `"NAME":{"p50":…,"p90":…,"p99":…,"max":…}`, in microseconds.
void histogram_print(const histogram *histogram, const char *name);

#endif
