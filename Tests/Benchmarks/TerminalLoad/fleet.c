#define _GNU_SOURCE
#include "fleet.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "handshake.h"

enum { incoming_bytes = 64 << 10, events_per_turn = 256 };

// In an event's data, beside the indices of terminals.
static const uint32_t watched = UINT32_MAX;

static void fail(fleet *fleet, const char *format, ...) {
  if (fleet->failed) return;
  fleet->failed = true;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(fleet->problem, sizeof fleet->problem, format, arguments);
  va_end(arguments);
}

static unsigned index_of(const fleet *fleet, const terminal *terminal) { return (unsigned)(terminal - fleet->terminals); }

// The limit is raised as far as it may be; whether that suffices is known before the first connection.
static bool raise_descriptor_limit(fleet *fleet, unsigned count) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return fail(fleet, "The descriptor limit cannot be read."), false;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= (rlim_t)count + descriptors_beside_terminals) return true;
  fail(fleet, "%u terminals need %u descriptors, and the hard limit is %llu; raise it with `ulimit -Hn`.", count,
       count + descriptors_beside_terminals, (unsigned long long)limit.rlim_cur);
  return false;
}

bool fleet_open(fleet *fleet, unsigned count, uint64_t first_number, uint16_t port, unsigned waiting, unsigned queued_frames) {
  memset(fleet, 0, sizeof *fleet);
  fleet->poll = -1;
  if (count == 0 || count > most_terminals) return fail(fleet, "There must be 1 to %d terminals.", most_terminals), false;
  if (waiting == 0 || waiting > most_waiting) return fail(fleet, "1 to %d messages may wait.", most_waiting), false;
  fleet->queue_bytes = (size_t)queued_frames * most_frame_bytes;
  if (fleet->queue_bytes == 0 || fleet->queue_bytes > most_queued_bytes || fleet->queue_bytes * count > most_fleet_bytes)
    return fail(fleet, "%u terminals with %u messages waiting each are too many.", count, waiting), false;
  if (!raise_descriptor_limit(fleet, count)) return false;
  fleet->window = 1;
  while (fleet->window < waiting) fleet->window *= 2;
  fleet->count = count;
  fleet->first_number = first_number;
  fleet->port = port;
  fleet->terminals = calloc(count, sizeof *fleet->terminals);
  fleet->queues = calloc(count, fleet->queue_bytes);
  fleet->dues = calloc((size_t)count * fleet->window, sizeof *fleet->dues);
  fleet->incoming = malloc(incoming_bytes + most_partial_bytes);
  fleet->poll = epoll_create1(EPOLL_CLOEXEC);
  if (!fleet->terminals || !fleet->queues || !fleet->dues || !fleet->incoming || fleet->poll < 0)
    return fail(fleet, "There is not enough memory for %u terminals.", count), false;
  for (unsigned index = 0; index < count; index++) {
    terminal *terminal = &fleet->terminals[index];
    terminal->descriptor = -1;
    terminal->queue = fleet->queues + index * fleet->queue_bytes;
    terminal->due = fleet->dues + (size_t)index * fleet->window;
    number_write(terminal->number, first_number + index);
  }
  return true;
}

void fleet_close(fleet *fleet) {
  for (unsigned index = 0; fleet->terminals && index < fleet->count; index++)
    if (fleet->terminals[index].descriptor >= 0) close(fleet->terminals[index].descriptor);
  if (fleet->poll >= 0) close(fleet->poll);
  free(fleet->terminals);
  free(fleet->queues);
  free(fleet->dues);
  free(fleet->incoming);
  fleet->terminals = NULL;
}

// Ends a terminal's connection. Before it is in, that ends everything: a load of fewer terminals is not what was asked for.
static void lose(fleet *fleet, terminal *terminal, const char *reason) {
  if (terminal->state == terminal_closed) return;
  if (terminal->state == terminal_ready) {
    fleet->ready--;
    fleet->closed++;
    fleet->waiting -= terminal->waiting;
  } else {
    fail(fleet, "Terminal %llu could not get in: %s.", (unsigned long long)(fleet->first_number + index_of(fleet, terminal)), reason);
  }
  close(terminal->descriptor);
  terminal->descriptor = -1;
  terminal->state = terminal_closed;
}

static void watch_terminal(fleet *fleet, terminal *terminal, int operation, bool writing) {
  struct epoll_event event = {.events = EPOLLIN | (writing ? EPOLLOUT : 0u), .data.u32 = index_of(fleet, terminal)};
  terminal->watches_writing = writing;
  if (epoll_ctl(fleet->poll, operation, terminal->descriptor, &event) != 0) lose(fleet, terminal, strerror(errno));
}

// Only ever to the machine's own loopback: there is no way to name another address. Sources are spread over 127.0.1.1 and up, as the
// service bounds what one address may have.
static void connect_terminal(fleet *fleet, terminal *terminal) {
  unsigned index = index_of(fleet, terminal);
  terminal->state = terminal_connecting;
  terminal->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (terminal->descriptor < 0) return lose(fleet, terminal, strerror(errno));
  int on = 1;
  // The port is chosen when the peer is known, so that sources are not used up by port alone.
  setsockopt(terminal->descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  setsockopt(terminal->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct sockaddr_in source = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000101u + index / terminals_per_address)};
  struct sockaddr_in peer = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(fleet->port)};
  if (bind(terminal->descriptor, (struct sockaddr *)&source, sizeof source) != 0) return lose(fleet, terminal, strerror(errno));
  if (connect(terminal->descriptor, (struct sockaddr *)&peer, sizeof peer) != 0 && errno != EINPROGRESS)
    return lose(fleet, terminal, strerror(errno));
  watch_terminal(fleet, terminal, EPOLL_CTL_ADD, true);
}

bool fleet_enter(fleet *fleet, uint64_t deadline_nanoseconds) {
  unsigned begun = 0;
  while (fleet->ready < fleet->count) {
    while (begun < fleet->count && begun - fleet->ready < most_handshakes && !fleet->failed)
      connect_terminal(fleet, &fleet->terminals[begun++]);
    if (fleet->closed > 0) fail(fleet, "%u connections were closed while others were still on their way in.", fleet->closed);
    if (fleet->failed) return false;
    fleet_turn(fleet, 100);
    if (monotonic_nanoseconds() > deadline_nanoseconds)
      fail(fleet, "Only %u of %u terminals got in in time.", fleet->ready, fleet->count);
  }
  return !fleet->failed;
}

uint8_t *terminal_room(const fleet *fleet, const terminal *terminal) {
  if (terminal->state == terminal_closed || terminal->queued_bytes + most_frame_bytes > fleet->queue_bytes) return NULL;
  if (terminal->due[terminal->serial & (fleet->window - 1)] != 0) return NULL;
  return terminal->queue + terminal->queued_bytes;
}

void terminal_queue(fleet *fleet, terminal *terminal, size_t frame_bytes, uint64_t due_nanoseconds) {
  terminal->queued_bytes += (uint32_t)frame_bytes;
  terminal->due[terminal->serial & (fleet->window - 1)] = due_nanoseconds;
  terminal->serial++;
  terminal->sent++;
  terminal->waiting++;
  fleet->waiting++;
}

uint64_t terminal_take_due(fleet *fleet, terminal *terminal, uint16_t serial) {
  uint16_t age = (uint16_t)(terminal->serial - serial);
  if (age == 0 || age > fleet->window) return 0;
  uint64_t due = terminal->due[serial & (fleet->window - 1)];
  if (due == 0) return 0;
  terminal->due[serial & (fleet->window - 1)] = 0;
  terminal->waiting--;
  fleet->waiting--;
  return due;
}

void terminal_flush(fleet *fleet, terminal *terminal) {
  if (terminal->state == terminal_closed) return;
  if (terminal->queued_bytes > 0) {
    ssize_t taken = send(terminal->descriptor, terminal->queue, terminal->queued_bytes, MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN && errno != EINTR) return lose(fleet, terminal, strerror(errno));
    if (taken > 0) {
      terminal->queued_bytes -= (uint32_t)taken;
      memmove(terminal->queue, terminal->queue + taken, terminal->queued_bytes);
    }
  }
  bool writing = terminal->queued_bytes > 0;
  if (writing != terminal->watches_writing) watch_terminal(fleet, terminal, EPOLL_CTL_MOD, writing);
}

static void take_frame(fleet *fleet, terminal *terminal, const frame *frame) {
  if (memcmp(frame->number, terminal->number, number_bytes) != 0) {
    fleet->broken_frames++;
    return;
  }
  if (terminal->state != terminal_ready) {
    const char *problem = handshake_take(fleet, terminal, frame);
    if (problem) lose(fleet, terminal, problem);
    if (terminal->state == terminal_ready) fleet->ready++;
  } else if (frame->message_id == id_platform_reply && frame->body_bytes == general_reply_bytes) {
    general_reply reply = general_reply_read(frame->body);
    fleet->delegate.take_reply(fleet->delegate.context, fleet, terminal, &reply);
  } else {
    fleet->other_messages++;
  }
}

// Reads once, as much as there is up to a bound, so that terminals take turns; takes every whole frame and keeps the rest.
static void hear(fleet *fleet, terminal *terminal) {
  memcpy(fleet->incoming, terminal->partial, terminal->partial_bytes);
  ssize_t read = recv(terminal->descriptor, fleet->incoming + terminal->partial_bytes, incoming_bytes, 0);
  if (read < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (read <= 0) return lose(fleet, terminal, read == 0 ? "the service closed the connection" : strerror(errno));
  fleet->now = monotonic_nanoseconds();
  size_t count = terminal->partial_bytes + (size_t)read, done = 0;
  for (;;) {
    frame frame;
    size_t used;
    frame_verdict verdict = frame_take(fleet->incoming + done, count - done, &frame, &used);
    done += used;
    if (verdict == frame_incomplete) break;
    if (verdict == frame_broken) fleet->broken_frames++;
    if (verdict == frame_whole) take_frame(fleet, terminal, &frame);
    if (terminal->state == terminal_closed) return;
  }
  if (count - done > most_partial_bytes) return lose(fleet, terminal, "it was sent a frame without an end");
  terminal->partial_bytes = (uint16_t)(count - done);
  memcpy(terminal->partial, fleet->incoming + done, terminal->partial_bytes);
}

static void handle(fleet *fleet, terminal *terminal, uint32_t events) {
  if (terminal->state == terminal_closed) return;
  if (terminal->state == terminal_connecting) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(terminal->descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) return lose(fleet, terminal, strerror(error));
    if (events & EPOLLOUT) handshake_begin(fleet, terminal);
  } else if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
    hear(fleet, terminal);
  }
  if (terminal->state == terminal_ready && fleet->delegate.may_send) fleet->delegate.may_send(fleet->delegate.context, fleet, terminal);
  terminal_flush(fleet, terminal);
}

bool fleet_watch(fleet *fleet, int descriptor) {
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = watched};
  return epoll_ctl(fleet->poll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void fleet_unwatch(fleet *fleet, int descriptor) { epoll_ctl(fleet->poll, EPOLL_CTL_DEL, descriptor, NULL); }

bool fleet_turn(fleet *fleet, int timeout_milliseconds) {
  struct epoll_event events[events_per_turn];
  int count = epoll_wait(fleet->poll, events, events_per_turn, timeout_milliseconds);
  fleet->now = monotonic_nanoseconds();
  bool has_watched = false;
  for (int index = 0; index < count; index++) {
    if (events[index].data.u32 == watched) {
      has_watched = true;
    } else {
      handle(fleet, &fleet->terminals[events[index].data.u32], events[index].events);
    }
  }
  return has_watched;
}
