#include "decode_reference.h"

#include <stdbool.h>
#include <string.h>

enum { DELIMITER = 0x7E, ESCAPE = 0x7D, LONGEST_FRAME = 2092, MOST_ITEMS = 512, LOCATION = 0x0200, BASIC_BYTES = 28 };

struct item {
  uint8_t id;
  uint8_t length;
  const uint8_t *value;
};

struct report {
  uint8_t terminal[10];
  uint16_t serial;
  uint32_t alarms, status, latitude, longitude;
  uint16_t altitude, speed, course;
  uint8_t time[6];
  size_t items_count;
  struct item items[MOST_ITEMS];
};

static uint16_t word(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }
static uint32_t double_word(const uint8_t *at) { return (uint32_t)word(at) << 16 | word(at + 2); }

/// The content of a frame without its escapes; its length, or 0 when an escape or the checksum is wrong.
static size_t plain(const uint8_t *content, size_t count, uint8_t *out) {
  size_t length = 0;
  uint8_t sum = 0;
  for (size_t index = 0; index < count; index++) {
    uint8_t byte = content[index];
    if (byte == ESCAPE) {
      if (++index == count || content[index] < 1 || content[index] > 2) return 0;
      byte = content[index] == 1 ? ESCAPE : DELIMITER;
    }
    sum ^= byte;
    out[length++] = byte;
  }
  return sum == 0 ? length : 0;
}

static bool read_report(const uint8_t *frame, size_t count, struct report *report) {
  if (count < 13 || word(frame) != LOCATION) return false;
  uint16_t attributes = word(frame + 2);
  bool is_2019 = attributes & 0x4000;
  size_t number = is_2019 ? 5 : 4, number_bytes = is_2019 ? 10 : 6;
  size_t start = number + number_bytes + 2 + (attributes & 0x2000 ? 4 : 0);
  size_t length = attributes & 0x03FF;
  if (start + length + 1 != count || length < BASIC_BYTES) return false;
  memcpy(report->terminal, frame + number, number_bytes);
  report->serial = word(frame + number + number_bytes);
  const uint8_t *body = frame + start;
  report->alarms = double_word(body);
  report->status = double_word(body + 4);
  report->latitude = double_word(body + 8);
  report->longitude = double_word(body + 12);
  report->altitude = word(body + 16);
  report->speed = word(body + 18);
  report->course = word(body + 20);
  memcpy(report->time, body + 22, 6);
  report->items_count = 0;
  for (size_t at = BASIC_BYTES; at + 2 <= length && at + 2 + body[at + 1] <= length; at += 2 + body[at + 1])
    report->items[report->items_count++] = (struct item){body[at], body[at + 1], body + at + 2};
  return true;
}

struct decode_sum decode_reference(const uint8_t *bytes, size_t count) {
  struct decode_sum sum = {0, 0};
  static struct report report;
  uint8_t frame[LONGEST_FRAME];
  const uint8_t *at = bytes, *end = bytes + count;
  while (at < end) {
    const uint8_t *next = memchr(at, DELIMITER, (size_t)(end - at));
    if (next == NULL) break;
    size_t length = (size_t)(next - at);
    if (length > 0 && length <= LONGEST_FRAME && read_report(frame, plain(at, length, frame), &report)) {
      sum.reports++;
      sum.fields += report.serial + report.alarms + report.status + report.latitude + report.longitude + report.altitude
        + report.speed + report.course + report.time[5];
      for (size_t index = 0; index < report.items_count; index++)
        sum.fields += report.items[index].id + (report.items[index].length ? report.items[index].value[0] : 0);
    }
    at = next + 1;
  }
  return sum;
}
