#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "clock.h"
#include "fleet.h"
#include "histogram.h"
#include "options.h"
#include "report.h"

enum {
  warm_up_seconds = 2,
  drain_seconds = 10,    // how long the last answers are waited for
  patience_seconds = 10, // the last-resort alarm fires so long after the deadline the program keeps itself
  frames_queued_at_rate = 16,
};

typedef struct {
  const options *options;
  report *reports;  // one for each terminal
  device_time time;
  uint64_t begins, measured_from, ends;
  uint64_t reports_per_second;  // of all terminals together, at a rate
  uint64_t next_due;            // at a rate: how many reports of all terminals were due so far
  uint64_t answered, answered_in_time, refused, unmatched;
  histogram latency;   // from when a report was due until its answer was read
  histogram lateness;  // from when a report was due until it was handed over: this program's own share of that
} load;

static bool is_measured(const load *load, uint64_t due) { return due >= load->measured_from && due < load->ends; }

static void take_reply(void *context, fleet *fleet, terminal *terminal, const general_reply *reply) {
  load *load = context;
  uint64_t due = reply->message_id == id_location ? terminal_take_due(fleet, terminal, reply->serial) : 0;
  if (due == 0) {
    load->unmatched++;
  } else if (reply->result != 0) {
    load->refused++;
  } else {
    load->answered++;
    if (is_measured(load, fleet->now)) load->answered_in_time++;
    if (is_measured(load, due)) histogram_record(&load->latency, fleet->now - due);
  }
}

static void send_report(load *load, fleet *fleet, terminal *terminal, uint8_t *room, uint64_t due) {
  report *report = &load->reports[terminal - fleet->terminals];
  size_t frame_bytes = report_write(report, terminal->serial, &load->time, room);
  if (is_measured(load, due)) histogram_record(&load->lateness, fleet->now > due ? fleet->now - due : 0);
  terminal_queue(fleet, terminal, frame_bytes, due);
}

// As many reports as may wait, each due now.
static void fill_window(load *load, fleet *fleet, terminal *terminal) {
  uint8_t *room;
  while (fleet->now < load->ends && terminal->waiting < load->options->window && (room = terminal_room(fleet, terminal)))
    send_report(load, fleet, terminal, room, fleet->now);
}

// When the report of that number, of all terminals' in turn, is due: evenly spread over terminals and time.
static uint64_t due_time(const load *load, uint64_t number) {
  return load->begins + number / load->reports_per_second * NANOSECONDS_PER_SECOND +
         number % load->reports_per_second * NANOSECONDS_PER_SECOND / load->reports_per_second;
}

// Every report that is due by now; one that could not be sent in time keeps the time it was due at, so that a service that stalls is not
// spared the reports it held up.
static void send_due(load *load, fleet *fleet, terminal *terminal) {
  uint64_t index = (uint64_t)(terminal - fleet->terminals);
  for (;;) {
    uint64_t due = due_time(load, (uint64_t)terminal->sent * fleet->count + index);
    uint8_t *room = due <= fleet->now && due < load->ends ? terminal_room(fleet, terminal) : NULL;
    if (!room) return;
    send_report(load, fleet, terminal, room, due);
  }
}

static void may_send(void *context, fleet *fleet, terminal *terminal) {
  load *load = context;
  if (load->begins == 0) return;  // others are still on their way in
  if (load->options->reports_per_second) send_due(load, fleet, terminal); else fill_window(load, fleet, terminal);
}

// Sends what has come due on each terminal whose turn it is, and sets the timer for the next.
static void send_all_due(load *load, fleet *fleet, int timer) {
  fleet->now = monotonic_nanoseconds();
  while (due_time(load, load->next_due) <= fleet->now && due_time(load, load->next_due) < load->ends) {
    terminal *terminal = &fleet->terminals[load->next_due++ % fleet->count];
    if (terminal->state != terminal_ready) continue;
    send_due(load, fleet, terminal);
    terminal_flush(fleet, terminal);
  }
  uint64_t next = due_time(load, load->next_due);
  struct itimerspec when = {
      .it_value = {.tv_sec = (time_t)(next / NANOSECONDS_PER_SECOND), .tv_nsec = (long)(next % NANOSECONDS_PER_SECOND)}};
  timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
}

// Runs until the time is over and what was sent is answered; `own_seconds` is the processor time of the measured part.
static void run(load *load, fleet *fleet, int timer, double *own_seconds) {
  uint64_t drained = load->ends + drain_seconds * NANOSECONDS_PER_SECOND;
  double at_start = 0;
  bool has_started = false, has_ended = false;
  device_time_update(&load->time);
  fleet->now = load->begins;
  if (!load->options->reports_per_second) {
    for (unsigned index = 0; index < fleet->count; index++) {
      fill_window(load, fleet, &fleet->terminals[index]);
      terminal_flush(fleet, &fleet->terminals[index]);
    }
  }
  while (fleet->ready > 0) {
    uint64_t now = monotonic_nanoseconds();
    if (!has_started && now >= load->measured_from) {
      has_started = true;
      at_start = processor_seconds();
    }
    if (!has_ended && now >= load->ends) {
      has_ended = true;
      *own_seconds = processor_seconds() - at_start;
      fleet_unwatch(fleet, timer);  // nothing comes due any more
    }
    if (now >= load->ends && (fleet->waiting == 0 || now >= drained)) break;
    device_time_update(&load->time);
    if (load->options->reports_per_second && now < load->ends) send_all_due(load, fleet, timer);
    fleet_turn(fleet, 20);
  }
  if (has_started && !has_ended) *own_seconds = processor_seconds() - at_start;  // every connection was closed before the end
}

static int report_result(const load *load, const fleet *fleet, double own_seconds) {
  double seconds = (double)(load->ends - load->measured_from) / 1e9;
  uint64_t sent = 0, due = 0;
  for (unsigned index = 0; index < fleet->count; index++) sent += fleet->terminals[index].sent;
  // At a rate what was due is known beforehand; what could not even be sent counts as unanswered as well.
  due = load->options->reports_per_second ? load->reports_per_second * (load->options->seconds + warm_up_seconds) : sent;
  uint64_t unanswered = due - load->answered - load->refused;
  printf("{\"terminals\":%u,\"body_bytes\":%u,\"sent\":%llu,\"answered\":%llu,\"refused\":%llu,\"unanswered\":%llu,", fleet->count,
         load->options->body_bytes, (unsigned long long)sent, (unsigned long long)load->answered, (unsigned long long)load->refused,
         (unsigned long long)unanswered);
  printf("\"unmatched\":%llu,\"closed\":%u,\"broken_frames\":%u,\"other_messages\":%u,", (unsigned long long)load->unmatched,
         fleet->closed, fleet->broken_frames, fleet->other_messages);
  printf("\"began_monotonic_seconds\":%.6f,\"ended_monotonic_seconds\":%.6f,\"seconds\":%.3f,", (double)load->measured_from / 1e9,
         (double)load->ends / 1e9, seconds);
  printf("\"answered_in_time\":%llu,\"answered_per_second\":%.1f,\"cpu_seconds\":%.3f,", (unsigned long long)load->answered_in_time,
         (double)load->answered_in_time / seconds, own_seconds);
  histogram_print(&load->latency, "latency_microseconds");
  printf(",");
  histogram_print(&load->lateness, "lateness_microseconds");
  printf("}\n");
  fflush(stdout);
  return 0;
}

static int tell(const fleet *fleet) {
  fprintf(stderr, "terminal-load: %s\n", fleet->problem);
  return 1;
}

// Gets every terminal in, then loads the service and prints what came of it.
static int enter_and_run(load *load, fleet *fleet, int timer, unsigned enter_seconds) {
  const options *options = load->options;
  fleet->delegate = (fleet_delegate){.context = load, .take_reply = take_reply, .may_send = may_send};
  for (unsigned index = 0; index < options->terminals; index++)
    report_make(&load->reports[index], options->first_number + index, index, options->body_bytes);
  if (!fleet_watch(fleet, timer)) return 1;
  if (!fleet_enter(fleet, monotonic_nanoseconds() + enter_seconds * NANOSECONDS_PER_SECOND)) return tell(fleet);
  load->reports_per_second = (uint64_t)options->terminals * options->reports_per_second;
  load->begins = monotonic_nanoseconds();
  load->measured_from = load->begins + warm_up_seconds * NANOSECONDS_PER_SECOND;
  load->ends = load->measured_from + options->seconds * NANOSECONDS_PER_SECOND;
  double own_seconds = 0;
  run(load, fleet, timer, &own_seconds);
  return report_result(load, fleet, own_seconds);
}

int answered_run(const options *options) {
  unsigned enter_seconds = 30 + options->terminals / 250;
  alarm(enter_seconds + warm_up_seconds + options->seconds + drain_seconds + patience_seconds);
  bool has_rate = options->reports_per_second > 0;
  fleet fleet;
  unsigned waiting = has_rate ? (unsigned)most_waiting : options->window;
  unsigned queued_frames = has_rate ? (unsigned)frames_queued_at_rate : options->window;
  if (!fleet_open(&fleet, options->terminals, options->first_number, (uint16_t)options->port, waiting, queued_frames)) {
    fleet_close(&fleet);
    return tell(&fleet);
  }
  load *load = calloc(1, sizeof *load);
  report *reports = calloc(options->terminals, sizeof *reports);
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  int status = 1;
  if (load && reports && timer >= 0) {
    load->options = options;
    load->reports = reports;
    status = enter_and_run(load, &fleet, timer, enter_seconds);
  } else {
    fprintf(stderr, "terminal-load: there is not enough memory, or no timer to be had.\n");
  }
  if (timer >= 0) close(timer);
  free(reports);
  free(load);
  fleet_close(&fleet);
  return status;
}
