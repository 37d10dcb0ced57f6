#define _GNU_SOURCE
#include "report.h"

#include <string.h>
#include <time.h>

// Extension items: identifier, length, value. No alarm is raised, so that a report is a report and not an incident.
static const uint8_t items[extended_report_bytes - basic_report_bytes] = {
    0x01, 4,  0x00, 0x01, 0xe2, 0x40,                    // mileage, 0.1 km
    0x02, 2,  0x01, 0x90,                                // fuel, 0.1 L
    0x03, 2,  0x02, 0x6c,                                // the recorder's speed, 0.1 km/h
    0x05, 30, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,  // tyre pressures, none of them known
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x13, 7,  0x00, 0x00, 0x00, 0x07, 0x00, 0x3c, 0x00,  // a road section, the seconds on it
    0x14, 4,  0x00, 0x00, 0x00, 0x00,                    // video alarms
    0x15, 4,  0x00, 0x00, 0x00, 0x00,                    // video signal lost
    0x16, 4,  0x00, 0x00, 0x00, 0x00,                    // video occluded
    0x18, 3,  0x00, 0x00, 0x00,                          // abnormal driving
    0x25, 4,  0x00, 0x00, 0x00, 0x01,                    // vehicle signals
    0x2b, 4,  0x01, 0x00, 0x02, 0x00,                    // analogue inputs
    0x30, 1,  0x19,                                      // signal strength
    0x31, 1,  0x0c,                                      // satellites
};

enum { status_acc_on = 1 << 0, status_positioned = 1 << 1, status_gps_used = 1 << 18 };

// A parking place in Changsha; the terminals stand in rows of a hundred.
enum { latitude_microdegrees = 28190000, longitude_microdegrees = 112970000, row_length = 100, gap_microdegrees = 20 };

// Writes a coordinate, moved by micro-degrees until it needs no escape: then a report can be patched without looking at all of it.
static void write_plain_coordinate(uint8_t *bytes, uint32_t microdegrees) {
  do {
    write_double_word(bytes, microdegrees++);
  } while (needs_escape(bytes[0]) || needs_escape(bytes[1]) || needs_escape(bytes[2]) || needs_escape(bytes[3]));
}

void report_make(report *report, uint64_t number, unsigned index, size_t body_bytes) {
  memset(report, 0, sizeof *report);
  report->content_bytes = (uint8_t)(header_bytes + body_bytes);
  header_write(report->content, id_location, body_bytes, number, 0);
  uint8_t *body = report->content + header_bytes;
  write_double_word(body + 4, status_acc_on | status_positioned | status_gps_used);
  write_plain_coordinate(body + 8, latitude_microdegrees + index / row_length * gap_microdegrees);
  write_plain_coordinate(body + 12, longitude_microdegrees + index % row_length * gap_microdegrees);
  write_word(body + 16, 52);
  write_word(body + 20, 184);
  if (body_bytes == extended_report_bytes) memcpy(body + basic_report_bytes, items, sizeof items);
  // Serial and device time are zero as yet and add nothing.
  report->fixed_checksum = checksum_of(report->content, report->content_bytes);
}

void device_time_update(device_time *time) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (now.tv_sec == time->second) return;
  time->second = now.tv_sec;
  time_t shifted = now.tv_sec + 8 * 3600;
  struct tm parts;
  gmtime_r(&shifted, &parts);
  int values[device_time_bytes] = {parts.tm_year % 100, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec};
  for (int index = 0; index < device_time_bytes; index++)
    time->bytes[index] = (uint8_t)(values[index] / 10 << 4 | values[index] % 10);
  time->checksum = checksum_of(time->bytes, device_time_bytes);
}

size_t report_write(report *report, uint16_t serial, const device_time *time, uint8_t *out) {
  write_word(report->content + serial_offset, serial);
  memcpy(report->content + device_time_offset, time->bytes, device_time_bytes);
  uint8_t high = (uint8_t)(serial >> 8), low = (uint8_t)serial;
  uint8_t checksum = report->fixed_checksum ^ time->checksum ^ high ^ low;
  // The rest holds no byte to be escaped: numbers and times are decimal digits, the place and the items were chosen so.
  if (needs_escape(high) || needs_escape(low) || needs_escape(checksum)) return frame_write(out, report->content, report->content_bytes);
  out[0] = 0x7e;
  memcpy(out + 1, report->content, report->content_bytes);
  out[report->content_bytes + 1] = checksum;
  out[report->content_bytes + 2] = 0x7e;
  return report->content_bytes + (size_t)3;
}
