#ifndef TERMINAL_LOAD_FRAME_H
#define TERMINAL_LOAD_FRAME_H

#include <stddef.h>
#include <stdint.h>

// JT/T 808-2013 frames: 7E, header, body, checksum, 7E, with 7D and 7E escaped between the delimiters (§4.4).

enum {
  header_bytes = 12,
  most_body_bytes = 128,  // the longest body this program sends
  most_content_bytes = header_bytes + most_body_bytes,
  most_frame_bytes = 2 + 2 * (most_content_bytes + 1),  // every byte escaped
  number_bytes = 6,
  number_offset = 4,
  serial_offset = 10,
};

enum {
  id_registration = 0x0100,
  id_authentication = 0x0102,
  id_heartbeat = 0x0002,
  id_location = 0x0200,
  id_platform_reply = 0x8001,
  id_registration_reply = 0x8100,
};

// A frame as received, unescaped and with its checksum and length found right.
typedef struct {
  uint16_t message_id;
  const uint8_t *number;
  const uint8_t *body;
  size_t body_bytes;
} frame;

typedef enum { frame_incomplete, frame_whole, frame_broken } frame_verdict;

static inline uint16_t read_word(const uint8_t *bytes) { return (uint16_t)(bytes[0] << 8 | bytes[1]); }

static inline void write_word(uint8_t *bytes, uint16_t word) {
  bytes[0] = (uint8_t)(word >> 8);
  bytes[1] = (uint8_t)word;
}

static inline void write_double_word(uint8_t *bytes, uint32_t word) {
  write_word(bytes, (uint16_t)(word >> 16));
  write_word(bytes + 2, (uint16_t)word);
}

static inline int needs_escape(uint8_t byte) { return byte == 0x7d || byte == 0x7e; }

uint8_t checksum_of(const uint8_t *bytes, size_t count);

// Writes a terminal's number as BCD[6].
void number_write(uint8_t *bytes, uint64_t number);

// Writes a header for a body of so many bytes.
void header_write(uint8_t *content, uint16_t message_id, size_t body_bytes, uint64_t number, uint16_t serial);

// Writes header and body as a frame, with checksum, escapes and delimiters. `out` has room for 2 + 2 × (count + 1) bytes.
size_t frame_write(uint8_t *out, const uint8_t *content, size_t count);

// Takes the first frame off received bytes and unescapes it where it lies. `used` is how many bytes are done with.
frame_verdict frame_take(uint8_t *bytes, size_t count, frame *frame, size_t *used);

#endif
