// A SQLite file system that remembers what was synced, so that a test can cut the power.
#ifndef POWER_CUT_H
#define POWER_CUT_H
#include <stdint.h>

// Registers the file system under the name "power-cut", above the machine's own. Returns a SQLite result code.
int power_cut_register(void);

// Begins anew: nothing tracked; the power fails at the given write, sync or truncation (counted from 1; 0 means never).
void power_cut_begin(long operation);

// How many writes, syncs and truncations there were since power_cut_begin.
long power_cut_operations(void);

// Leaves in every tracked file what was synced, and of what was not a part drawn from the seed: each write is kept, lost, or
// torn at a sector.
void power_cut_apply(uint64_t seed);

#endif
