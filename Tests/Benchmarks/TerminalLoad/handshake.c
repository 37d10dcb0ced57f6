#include "handshake.h"

#include <stdio.h>
#include <string.h>

// The 2013 registration: province, city, maker, model, terminal's identifier, plate colour, plate (§8.5).
enum { maker_offset = 4, model_offset = 9, identifier_offset = 29, colour_offset = 36, plate_offset = 37, plate_bytes = 8 };
enum { registration_bytes = plate_offset + plate_bytes, blue = 1 };
enum { reply_head_bytes = 3, most_code_bytes = most_body_bytes };

general_reply general_reply_read(const uint8_t *body) {
  return (general_reply){.serial = read_word(body), .message_id = read_word(body + 2), .result = body[4]};
}

// Queues a message of the handshake; its answer is told by the terminal's state and not by its serial alone.
static void queue(fleet *fleet, terminal *terminal, uint16_t message_id, const uint8_t *body, size_t body_bytes) {
  uint8_t content[most_content_bytes];
  uint64_t number = fleet->first_number + (uint64_t)(terminal - fleet->terminals);
  header_write(content, message_id, body_bytes, number, terminal->serial++);
  memcpy(content + header_bytes, body, body_bytes);
  // Nothing else is queued while a terminal is on its way in, and a queue holds a frame at least.
  terminal->queued_bytes += (uint32_t)frame_write(terminal->queue + terminal->queued_bytes, content, header_bytes + body_bytes);
}

void handshake_begin(fleet *fleet, terminal *terminal) {
  unsigned index = (unsigned)(terminal - fleet->terminals);
  uint8_t body[registration_bytes] = {0};
  write_word(body, 43);
  write_word(body + 2, 100);
  memcpy(body + maker_offset, "BENCH", 5);
  memcpy(body + model_offset, "LOAD", 4);
  // The plate is 测A and five digits, in GBK.
  char digits[8];
  snprintf(digits, sizeof digits, "%05u", index % 100000);
  memcpy(body + identifier_offset, digits, 5);
  body[colour_offset] = blue;
  body[plate_offset] = 0xb2;
  body[plate_offset + 1] = 0xe2;
  body[plate_offset + 2] = 'A';
  memcpy(body + plate_offset + 3, digits, 5);
  queue(fleet, terminal, id_registration, body, registration_bytes);
  terminal->state = terminal_registering;
}

const char *handshake_take(fleet *fleet, terminal *terminal, const frame *frame) {
  // What is waited for answers the last message sent.
  uint16_t awaited = (uint16_t)(terminal->serial - 1);
  if (terminal->state == terminal_registering && frame->message_id == id_registration_reply) {
    if (frame->body_bytes < reply_head_bytes || read_word(frame->body) != awaited) return "its registration was answered wrongly";
    if (frame->body[2] != 0) return "its registration was refused";
    size_t code_bytes = frame->body_bytes - reply_head_bytes;
    if (code_bytes == 0 || code_bytes > most_code_bytes) return "its authentication code is empty or too long";
    queue(fleet, terminal, id_authentication, frame->body + reply_head_bytes, code_bytes);
    terminal->state = terminal_authenticating;
    return NULL;
  }
  if (terminal->state == terminal_authenticating && frame->message_id == id_platform_reply) {
    if (frame->body_bytes != general_reply_bytes) return "its authentication was answered wrongly";
    general_reply reply = general_reply_read(frame->body);
    if (reply.serial != awaited || reply.message_id != id_authentication) return "its authentication was answered wrongly";
    if (reply.result != 0) return "its authentication was refused";
    terminal->state = terminal_ready;
    return NULL;
  }
  return "it was sent something else than the answer it waited for";
}
