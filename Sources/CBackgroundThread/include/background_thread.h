#ifndef BACKGROUND_THREAD_H
#define BACKGROUND_THREAD_H

enum background_thread_place {
  /// A quarter of a processor beside one thread that is busy all the time, and next to nothing while it gives way.
  BACKGROUND_THREAD_NICE,
  /// What is left over, and next to nothing when nothing is.
  BACKGROUND_THREAD_IDLE,
};

/// Has the calling thread step back behind all others, to a place. Where it cannot be done the thread stays as it is.
void background_thread_step_back(enum background_thread_place place);

/// Has a thread that stepped back let others go first, when it has not done so for a twentieth of a millisecond.
void background_thread_give_way(void);

#endif
