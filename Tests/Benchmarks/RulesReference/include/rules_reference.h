#ifndef RULES_REFERENCE_H
#define RULES_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/// A position in order: which vehicle, microseconds, degrees, km/h.
struct reference_fix {
  int64_t at;
  double latitude, longitude, speed;
  uint32_t vehicle;
};

/// What a plain loop finds: steps longer than 120 s, and stops of 300 s within 50 m.
struct reference_sum {
  uint64_t silences, stops;
};

/// Looks for two of the rules' simplest predicates in fixes that are in order; no late data, no custody, no other rule.
struct reference_sum rules_reference(const struct reference_fix *fixes, size_t count, uint32_t vehicles);

/// The bytes this process has allocated and not freed.
size_t heap_in_use(void);

#endif
