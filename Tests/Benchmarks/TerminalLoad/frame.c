#include "frame.h"

#include <string.h>

enum { delimiter = 0x7e, escape = 0x7d, escaped_escape = 0x01, escaped_delimiter = 0x02 };

// Of the body attributes: the length, and the bits that this program's peer has no reason to set (split, 2019's version).
enum { length_mask = 0x03ff, unexpected_mask = 0x6000 };

uint8_t checksum_of(const uint8_t *bytes, size_t count) {
  uint8_t sum = 0;
  for (size_t index = 0; index < count; index++) sum ^= bytes[index];
  return sum;
}

void number_write(uint8_t *bytes, uint64_t number) {
  for (int index = number_bytes - 1; index >= 0; index--) {
    bytes[index] = (uint8_t)(number / 10 % 10 << 4 | number % 10);
    number /= 100;
  }
}

void header_write(uint8_t *content, uint16_t message_id, size_t body_bytes, uint64_t number, uint16_t serial) {
  write_word(content, message_id);
  write_word(content + 2, (uint16_t)(body_bytes & length_mask));
  number_write(content + number_offset, number);
  write_word(content + serial_offset, serial);
}

static uint8_t *put_escaped(uint8_t *out, uint8_t byte) {
  if (needs_escape(byte)) {
    *out++ = escape;
    *out++ = byte == escape ? escaped_escape : escaped_delimiter;
  } else {
    *out++ = byte;
  }
  return out;
}

size_t frame_write(uint8_t *out, const uint8_t *content, size_t count) {
  uint8_t *end = out;
  *end++ = delimiter;
  for (size_t index = 0; index < count; index++) end = put_escaped(end, content[index]);
  end = put_escaped(end, checksum_of(content, count));
  *end++ = delimiter;
  return (size_t)(end - out);
}

// Unescapes in place; 0 when an escape is none of the two there are. Answers are short and almost never have one.
static size_t unescape(uint8_t *bytes, size_t count) {
  if (!memchr(bytes, escape, count)) return count;
  size_t kept = 0;
  for (size_t index = 0; index < count; index++) {
    if (bytes[index] != escape) {
      bytes[kept++] = bytes[index];
      continue;
    }
    index++;
    if (index == count || (bytes[index] != escaped_escape && bytes[index] != escaped_delimiter)) return 0;
    bytes[kept++] = bytes[index] == escaped_escape ? escape : delimiter;
  }
  return kept;
}

frame_verdict frame_take(uint8_t *bytes, size_t count, frame *frame, size_t *used) {
  uint8_t *begin = memchr(bytes, delimiter, count);
  if (!begin) {
    *used = count;
    return frame_incomplete;
  }
  uint8_t *end = bytes + count;
  while (begin + 1 < end && begin[1] == delimiter) begin++;
  uint8_t *content = begin + 1;
  uint8_t *closing = memchr(content, delimiter, (size_t)(end - content));
  if (!closing) {
    *used = (size_t)(begin - bytes);
    return frame_incomplete;
  }
  *used = (size_t)(closing + 1 - bytes);
  size_t content_bytes = unescape(content, (size_t)(closing - content));
  if (content_bytes < header_bytes + 1 || checksum_of(content, content_bytes) != 0) return frame_broken;
  uint16_t attributes = read_word(content + 2);
  frame->body_bytes = content_bytes - header_bytes - 1;
  if ((attributes & unexpected_mask) || (attributes & length_mask) != frame->body_bytes) return frame_broken;
  frame->message_id = read_word(content);
  frame->number = content + number_offset;
  frame->body = content + header_bytes;
  return frame_whole;
}
