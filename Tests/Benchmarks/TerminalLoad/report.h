#ifndef TERMINAL_LOAD_REPORT_H
#define TERMINAL_LOAD_REPORT_H

#include "frame.h"

// Location reports (0x0200, §8.12), made once for each terminal; what changes from one to the next is patched in.

enum {
  basic_report_bytes = 28,
  extended_report_bytes = 124,  // with 13 extension items
  device_time_offset = header_bytes + 22,
  device_time_bytes = 6,
};

// Device time as BCD[6] in GMT+8, worked out once a second and shared by every terminal.
typedef struct {
  int64_t second;
  uint8_t bytes[device_time_bytes];
  uint8_t checksum;
} device_time;

typedef struct {
  uint8_t content[header_bytes + extended_report_bytes];
  uint8_t content_bytes;
  uint8_t fixed_checksum;  // of everything but serial and device time
} report;

void device_time_update(device_time *time);

// Makes a terminal's report. `index` moves its place a little, so that no two terminals stand on one spot.
void report_make(report *report, uint64_t number, unsigned index, size_t body_bytes);

// Writes the report with a serial and a time as a frame; `out` has room for most_frame_bytes.
size_t report_write(report *report, uint16_t serial, const device_time *time, uint8_t *out);

#endif
