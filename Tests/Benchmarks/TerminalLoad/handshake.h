#ifndef TERMINAL_LOAD_HANDSHAKE_H
#define TERMINAL_LOAD_HANDSHAKE_H

#include "fleet.h"

// How a terminal gets in: it registers with its plate (0x0100), is given a code (0x8100), authenticates with it (0x0102) and is
// answered (0x8001).

enum { general_reply_bytes = 5 };

general_reply general_reply_read(const uint8_t *body);

// Queues the registration of a terminal that has just connected.
void handshake_begin(fleet *fleet, terminal *terminal);

// Takes the service's next message to a terminal on its way in; returns what is wrong with it, or NULL. The terminal's state tells
// when it is in.
const char *handshake_take(fleet *fleet, terminal *terminal, const frame *frame);

#endif
