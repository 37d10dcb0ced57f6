#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fleet.h"
#include "report.h"

static const char usage[] =
    "terminal-load: many JT/T 808 terminals against a service on this machine's loopback.\n"
    "\n"
    "  terminal-load answered --port P --first N --terminals N [--window N | --rate N] [--seconds N] [--body 28|124]\n"
    "      reports without end, WINDOW waiting for their answers on each terminal; or RATE a second from each\n"
    "  terminal-load idle --port P --first N --terminals N [--seconds N]\n"
    "      connects, says {\"ready\":N}, sends a heartbeat on each at a line on standard input, ends when that closes\n"
    "  terminal-load sync --file F [--seconds N] [--bytes N]\n"
    "      appends to a new file and syncs, again and again\n";

// An option that takes a whole number.
typedef struct {
  const char *name;
  uint64_t least, most;
  unsigned *value;
} number_option;

static int read_number(const char *text, uint64_t least, uint64_t most, uint64_t *value) {
  char *end;
  if (text[0] < '0' || text[0] > '9') return 0;
  unsigned long long number = strtoull(text, &end, 10);
  if (*end != 0 || number < least || number > most) return 0;
  *value = number;
  return 1;
}

static int read_option(options *options, const char *name, const char *text) {
  const number_option numbers[] = {
      {"--port", 1, 65535, &options->port},
      {"--terminals", 1, most_terminals, &options->terminals},
      {"--window", 1, 256, &options->window},
      {"--seconds", 1, 3600, &options->seconds},
      {"--rate", 1, 1000, &options->reports_per_second},
      {"--body", basic_report_bytes, extended_report_bytes, &options->body_bytes},
      {"--bytes", 1, 1 << 20, &options->write_bytes},
  };
  if (strcmp(name, "--file") == 0) {
    options->file = text;
    return 1;
  }
  // The first number leaves room for every terminal's below the 12 digits of BCD[6].
  uint64_t most_number = 999999999999u - most_terminals;
  if (strcmp(name, "--first") == 0) {
    if (read_number(text, 1, most_number, &options->first_number)) return 1;
    fprintf(stderr, "terminal-load: --first is a terminal's number of at most 12 digits, not \"%s\".\n", text);
    return 0;
  }
  for (size_t index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
    const number_option *option = &numbers[index];
    if (strcmp(name, option->name) != 0) continue;
    uint64_t value;
    if (!read_number(text, option->least, option->most, &value)) {
      fprintf(stderr, "terminal-load: %s is a whole number from %llu to %llu, not \"%s\".\n", name, (unsigned long long)option->least,
              (unsigned long long)option->most, text);
      return 0;
    }
    *option->value = (unsigned)value;
    return 1;
  }
  fprintf(stderr, "terminal-load: there is no option %s.\n\n%s", name, usage);
  return 0;
}

static int is_complete(const options *options) {
  if (strcmp(options->mode, "sync") == 0) {
    if (options->file) return 1;
    fprintf(stderr, "terminal-load: sync needs --file.\n");
    return 0;
  }
  if (!options->port || !options->first_number || !options->terminals) {
    fprintf(stderr, "terminal-load: %s needs --port, --first and --terminals.\n", options->mode);
    return 0;
  }
  if (options->body_bytes == basic_report_bytes || options->body_bytes == extended_report_bytes) return 1;
  fprintf(stderr, "terminal-load: --body is %d or %d.\n", basic_report_bytes, extended_report_bytes);
  return 0;
}

int options_read(options *options, int count, char **words) {
  if (count < 2 || strcmp(words[1], "--help") == 0) {
    fputs(usage, stderr);
    return 0;
  }
  options->mode = words[1];
  int is_sync = strcmp(options->mode, "sync") == 0, is_idle = strcmp(options->mode, "idle") == 0;
  if (!is_sync && !is_idle && strcmp(options->mode, "answered") != 0) {
    fprintf(stderr, "terminal-load: there is no mode %s.\n\n%s", options->mode, usage);
    return 0;
  }
  options->window = 16;
  options->seconds = is_sync ? 5 : is_idle ? 300 : 20;
  options->body_bytes = basic_report_bytes;
  options->write_bytes = 4096;
  for (int index = 2; index < count; index += 2) {
    if (index + 1 == count) {
      fprintf(stderr, "terminal-load: a value must follow %s.\n", words[index]);
      return 0;
    }
    if (!read_option(options, words[index], words[index + 1])) return 0;
  }
  return is_complete(options);
}
