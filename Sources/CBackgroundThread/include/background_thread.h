#ifndef BACKGROUND_THREAD_H
#define BACKGROUND_THREAD_H

/// Has the calling thread step back behind threads that have just got something to do: it keeps `niceness`, and where the kernel takes
/// that (Linux 6.12) such a thread need not wait for the end of its turn. Where it cannot be done the thread stays as it is.
void background_thread_step_back(int niceness);

#endif
