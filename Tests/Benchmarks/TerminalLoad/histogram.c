#include "histogram.h"

#include <stdio.h>

// Values below one doubling's buckets have a bucket each; above, the leading bits choose it.
static unsigned bucket_of(uint64_t value) {
  if (value < buckets_per_doubling) return (unsigned)value;
  unsigned shift = 63u - (unsigned)__builtin_clzll(value) - buckets_per_doubling_log2;
  return (shift << buckets_per_doubling_log2) + (unsigned)(value >> shift);
}

static double middle_of(unsigned bucket) {
  if (bucket < 2 * buckets_per_doubling) return bucket;
  unsigned shift = (bucket >> buckets_per_doubling_log2) - 1;
  uint64_t lowest = (uint64_t)(bucket - (shift << buckets_per_doubling_log2)) << shift;
  return (double)lowest + (double)((UINT64_C(1) << shift) - 1) / 2;
}

void histogram_record(histogram *histogram, uint64_t nanoseconds) {
  histogram->counts[bucket_of(nanoseconds)]++;
  histogram->total++;
  if (nanoseconds > histogram->greatest_nanoseconds) histogram->greatest_nanoseconds = nanoseconds;
}

double histogram_microseconds(const histogram *histogram, double share) {
  if (histogram->total == 0) return 0;
  if (share >= 1) return (double)histogram->greatest_nanoseconds / 1e3;
  double wanted = share * (double)histogram->total;
  uint64_t seen = 0;
  for (unsigned bucket = 0; bucket < histogram_buckets; bucket++) {
    seen += histogram->counts[bucket];
    if (seen > 0 && (double)seen >= wanted) return middle_of(bucket) / 1e3;
  }
  return (double)histogram->greatest_nanoseconds / 1e3;
}

void histogram_print(const histogram *histogram, const char *name) {
  printf("\"%s\":{\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"max\":%.1f}", name, histogram_microseconds(histogram, 0.5),
         histogram_microseconds(histogram, 0.9), histogram_microseconds(histogram, 0.99), histogram_microseconds(histogram, 1));
}
