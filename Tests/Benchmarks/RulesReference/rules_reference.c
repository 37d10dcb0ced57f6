#include "rules_reference.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
size_t heap_in_use(void) { return mallinfo2().uordblks + mallinfo2().hblkhd; }
#else
size_t heap_in_use(void) { return 0; }
#endif

enum { LONGEST_STEP = 120000000, STOP = 300000000 };

struct vehicle {
  int64_t last, anchor_at;
  double latitude, longitude;
  bool is_known, rests, is_counted;
};

static double metres(double latitude, double longitude, double other_latitude, double other_longitude) {
  const double degree = 3.14159265358979323846 / 180;
  double north = sin((other_latitude - latitude) * degree / 2), east = sin((other_longitude - longitude) * degree / 2);
  double h = north * north + cos(latitude * degree) * cos(other_latitude * degree) * east * east;
  return 2 * 6371008.8 * asin(fmin(1, sqrt(h)));
}

struct reference_sum rules_reference(const struct reference_fix *fixes, size_t count, uint32_t vehicles) {
  struct reference_sum sum = {0, 0};
  struct vehicle *known = calloc(vehicles, sizeof *known);
  if (known == NULL) return sum;
  for (size_t index = 0; index < count; index++) {
    const struct reference_fix *fix = &fixes[index];
    struct vehicle *vehicle = &known[fix->vehicle];
    if (vehicle->is_known && fix->at - vehicle->last > LONGEST_STEP) sum.silences++;
    bool is_slow = fix->speed <= 3;
    if (vehicle->rests && !(is_slow && metres(vehicle->latitude, vehicle->longitude, fix->latitude, fix->longitude) <= 50))
      vehicle->rests = false;
    if (is_slow && !vehicle->rests) {
      vehicle->rests = true;
      vehicle->is_counted = false;
      vehicle->anchor_at = fix->at;
      vehicle->latitude = fix->latitude;
      vehicle->longitude = fix->longitude;
    }
    if (vehicle->rests && !vehicle->is_counted && fix->at - vehicle->anchor_at >= STOP) {
      vehicle->is_counted = true;
      sum.stops++;
    }
    vehicle->is_known = true;
    vehicle->last = fix->at;
  }
  free(known);
  return sum;
}
