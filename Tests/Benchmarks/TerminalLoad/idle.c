#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "fleet.h"
#include "options.h"

// The last-resort alarm fires so long after the deadline the program keeps itself.
enum { patience_seconds = 10 };

typedef struct {
  uint64_t answered;
  uint64_t refused;
  uint64_t unmatched;
  uint64_t longest_nanoseconds;
} heartbeats;

static void take_reply(void *context, fleet *fleet, terminal *terminal, const general_reply *reply) {
  heartbeats *heartbeats = context;
  uint64_t due = terminal_take_due(fleet, terminal, reply->serial);
  if (due == 0 || reply->message_id != id_heartbeat) {
    heartbeats->unmatched++;
    return;
  }
  if (reply->result == 0) heartbeats->answered++; else heartbeats->refused++;
  if (fleet->now - due > heartbeats->longest_nanoseconds) heartbeats->longest_nanoseconds = fleet->now - due;
}

// Serves the connections until a line, or the end, comes on standard input: 1 at a line, 0 at the end or the deadline.
static int await_line(fleet *fleet, uint64_t deadline) {
  // A file or /dev/null cannot be watched; it is read at once.
  bool is_watched = fleet_watch(fleet, STDIN_FILENO);
  int seen = 0, is_over = 0;
  while (!seen && !is_over && monotonic_nanoseconds() < deadline) {
    if (is_watched && !fleet_turn(fleet, 500)) continue;
    char bytes[256];
    ssize_t read_bytes = read(STDIN_FILENO, bytes, sizeof bytes);
    if (read_bytes < 0 && errno == EINTR) continue;
    if (read_bytes <= 0) is_over = 1; else seen = memchr(bytes, '\n', (size_t)read_bytes) != NULL;
  }
  if (is_watched) fleet_unwatch(fleet, STDIN_FILENO);
  return seen;
}

// One heartbeat on every connection, all at once; an answer is waited for from the moment its heartbeat was handed over.
static void send_heartbeats(fleet *fleet) {
  for (unsigned index = 0; index < fleet->count; index++) {
    terminal *terminal = &fleet->terminals[index];
    uint8_t *room = terminal_room(fleet, terminal);
    if (!room) continue;
    uint8_t content[header_bytes];
    header_write(content, id_heartbeat, 0, fleet->first_number + index, terminal->serial);
    size_t frame_bytes = frame_write(room, content, header_bytes);
    terminal_queue(fleet, terminal, frame_bytes, monotonic_nanoseconds());
    terminal_flush(fleet, terminal);
  }
}

static int report_result(const fleet *fleet, const heartbeats *heartbeats, double seconds) {
  uint64_t sent = 0;
  for (unsigned index = 0; index < fleet->count; index++) sent += fleet->terminals[index].sent;
  printf(
      "{\"terminals\":%u,\"heartbeats\":%llu,\"answered\":%llu,\"refused\":%llu,\"unmatched\":%llu,\"closed\":%u,\"broken_frames\":%u,"
      "\"other_messages\":%u,\"longest_wait_microseconds\":%.1f,\"seconds\":%.3f,\"cpu_seconds\":%.3f}\n",
      fleet->count, (unsigned long long)sent, (unsigned long long)heartbeats->answered, (unsigned long long)heartbeats->refused,
      (unsigned long long)heartbeats->unmatched, fleet->closed, fleet->broken_frames, fleet->other_messages,
      (double)heartbeats->longest_nanoseconds / 1e3, seconds, processor_seconds());
  fflush(stdout);
  return heartbeats->answered == fleet->count ? 0 : 1;
}

int idle_run(const options *options) {
  alarm(options->seconds + patience_seconds);
  uint64_t began = monotonic_nanoseconds(), deadline = began + options->seconds * NANOSECONDS_PER_SECOND;
  fleet fleet;
  heartbeats heartbeats = {0};
  int status = 1;
  if (!fleet_open(&fleet, options->terminals, options->first_number, (uint16_t)options->port, 1, 1)) {
    fprintf(stderr, "terminal-load: %s\n", fleet.problem);
    fleet_close(&fleet);
    return status;
  }
  fleet.delegate = (fleet_delegate){.context = &heartbeats, .take_reply = take_reply};
  if (!fleet_enter(&fleet, deadline)) {
    fprintf(stderr, "terminal-load: %s\n", fleet.problem);
  } else {
    printf("{\"ready\":%u,\"seconds\":%.3f}\n", fleet.ready, (double)(monotonic_nanoseconds() - began) / 1e9);
    fflush(stdout);
    if (await_line(&fleet, deadline)) {
      uint64_t sending = monotonic_nanoseconds();
      send_heartbeats(&fleet);
      while (fleet.waiting > 0 && monotonic_nanoseconds() < deadline) fleet_turn(&fleet, 100);
      status = report_result(&fleet, &heartbeats, (double)(monotonic_nanoseconds() - sending) / 1e9);
      // The connections stay until whoever started this has seen what they cost.
      while (await_line(&fleet, deadline)) continue;
    } else {
      fprintf(stderr, "terminal-load: no line came on standard input before it closed or %u s had passed.\n", options->seconds);
    }
  }
  fleet_close(&fleet);
  return status;
}
