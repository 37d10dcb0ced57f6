#ifndef TERMINAL_LOAD_FLEET_H
#define TERMINAL_LOAD_FLEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frame.h"

// Many terminals in one thread: their connections over loopback, their way in, what they send and what they are answered.

enum {
  most_terminals = 60000,
  most_waiting = 1024,            // messages of one terminal that may wait for their answers
  most_queued_bytes = 128 << 10,  // of one terminal, that its socket has not taken yet
  most_fleet_bytes = 1 << 30,     // of all terminals' queues together
  most_partial_bytes = 512,       // of an answer that has come in part; the longest the service has for us is far shorter
  most_handshakes = 256,          // terminals on their way in at once, well below the usual backlog of a listener
  terminals_per_address = 1000,
  descriptors_beside_terminals = 16,
};

typedef enum { terminal_closed, terminal_connecting, terminal_registering, terminal_authenticating, terminal_ready } terminal_state;

typedef struct terminal {
  uint8_t *queue;            // bytes the socket has still to take
  uint64_t *due;             // by serial: when what waits for its answer was due to be sent; 0 where nothing waits
  uint32_t queued_bytes;
  uint32_t sent;             // messages sent since it is in
  int descriptor;
  uint16_t serial;           // of its next message
  uint16_t waiting;          // messages that wait for their answers
  uint16_t partial_bytes;
  uint8_t state;
  bool watches_writing;
  uint8_t number[number_bytes];
  uint8_t partial[most_partial_bytes];
} terminal;

// A general reply (0x8001, §8.2).
typedef struct {
  uint16_t serial;
  uint16_t message_id;
  uint8_t result;
} general_reply;

typedef struct fleet fleet;

// What a mode does with its terminals. Neither is called before a terminal is in.
typedef struct {
  void *context;
  void (*take_reply)(void *context, fleet *fleet, terminal *terminal, const general_reply *reply);
  // Called after a terminal was heard, or can be written to again.
  void (*may_send)(void *context, fleet *fleet, terminal *terminal);
} fleet_delegate;

struct fleet {
  terminal *terminals;
  uint8_t *queues;
  uint64_t *dues;
  uint8_t *incoming;  // what one read takes, shared by all
  fleet_delegate delegate;
  uint64_t first_number;
  uint64_t now;  // when the event being handled was seen
  uint64_t waiting;  // messages of all terminals that wait for their answers
  size_t queue_bytes;
  unsigned count;
  unsigned window;  // a power of two: how many serials `due` tells apart
  unsigned ready;
  unsigned closed;  // connections that ended before they were to
  unsigned broken_frames;
  unsigned other_messages;  // neither of the two replies
  int poll;
  uint16_t port;
  bool failed;
  char problem[160];  // what went wrong first, in one sentence
};

// Makes room for terminals that each have up to `waiting` messages waiting and queue up to `queued_frames`. False with a problem told.
bool fleet_open(fleet *fleet, unsigned count, uint64_t first_number, uint16_t port, unsigned waiting, unsigned queued_frames);

// Connects, registers and authenticates every terminal. False with a problem told, also when it is not done by the deadline.
bool fleet_enter(fleet *fleet, uint64_t deadline_nanoseconds);

// Waits for something to happen and handles it. True when a watched descriptor, and not only a terminal, has something to read.
bool fleet_turn(fleet *fleet, int timeout_milliseconds);

// Has fleet_turn watch a descriptor that is no terminal's, or no longer. False when it cannot be watched.
bool fleet_watch(fleet *fleet, int descriptor);
void fleet_unwatch(fleet *fleet, int descriptor);

// Where the next frame of a terminal is to be written; NULL while its queue or its serials have no room.
uint8_t *terminal_room(const fleet *fleet, const terminal *terminal);

// Notes that a frame with the terminal's serial was written there, and when it was due.
void terminal_queue(fleet *fleet, terminal *terminal, size_t frame_bytes, uint64_t due_nanoseconds);

// Sends what is queued, as far as the socket takes it.
void terminal_flush(fleet *fleet, terminal *terminal);

// When what a reply answers was due, and that it waits no longer; 0 when nothing with that serial waits.
uint64_t terminal_take_due(fleet *fleet, terminal *terminal, uint16_t serial);

void fleet_close(fleet *fleet);

#endif
