#ifndef DECODE_REFERENCE_H
#define DECODE_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/// What decoding a stream came to: how many reports, and a sum over their fields that keeps the work from being left out.
struct decode_sum {
  uint64_t reports;
  uint64_t fields;
};

/// Cuts a stream of frames, undoes their escapes, checks their checksums and reads every 0x0200 with all its items: what the
/// codec does, written as a C programmer would.
struct decode_sum decode_reference(const uint8_t *bytes, size_t count);

#endif
