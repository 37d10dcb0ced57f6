#include "power_cut.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { sector_bytes = 512, most_files = 16 };

// A write or truncation that no sync has covered yet.
typedef struct change {
  sqlite3_int64 offset;
  int length;  // -1: truncation to offset
  unsigned char *bytes;
  struct change *next;
} change;

// A file by its path: what is known to be on the disk, and what came after.
typedef struct {
  char path[512];
  unsigned char *synced;
  sqlite3_int64 size;
  change *first, *last;
} image;

typedef struct {
  sqlite3_file base;
  image *image;
  // The machine's own file lies behind this struct.
} cut_file;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static image images[most_files];
static int image_count;
static long operations, failing_operation;
static int is_off;
static sqlite3_vfs file_system;
static sqlite3_io_methods methods;

static sqlite3_vfs *machine(void) { return (sqlite3_vfs *)file_system.pAppData; }
static sqlite3_file *own(sqlite3_file *file) { return (sqlite3_file *)((cut_file *)file + 1); }

static void forget(image *image) {
  for (change *change = image->first, *next; change; change = next) {
    next = change->next;
    free(change->bytes);
    free(change);
  }
  image->first = image->last = NULL;
}

static void apply(image *image, sqlite3_int64 offset, int length, const unsigned char *bytes) {
  if (length < 0) {
    if (offset < image->size) image->size = offset;
    return;
  }
  sqlite3_int64 end = offset + length;
  if (end > image->size) {
    image->synced = realloc(image->synced, (size_t)end);
    memset(image->synced + image->size, 0, (size_t)(end - image->size));
    image->size = end;
  }
  memcpy(image->synced + offset, bytes, (size_t)length);
}

static void note(image *image, sqlite3_int64 offset, int length, const void *bytes) {
  change *entry = calloc(1, sizeof *entry);
  entry->offset = offset;
  entry->length = length;
  if (length > 0) {
    entry->bytes = malloc((size_t)length);
    memcpy(entry->bytes, bytes, (size_t)length);
  }
  if (image->last) image->last->next = entry; else image->first = entry;
  image->last = entry;
}

// Counts an operation; true while there is power for it.
static int has_power(void) {
  if (is_off) return 0;
  operations++;
  if (failing_operation && operations >= failing_operation) is_off = 1;
  return !is_off;
}

static int cut_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
  image *image = ((cut_file *)file)->image;
  pthread_mutex_lock(&mutex);
  int powered = has_power();
  if (image && (powered || operations == failing_operation)) note(image, offset, length, bytes);
  pthread_mutex_unlock(&mutex);
  if (!powered) return SQLITE_IOERR_WRITE;
  return own(file)->pMethods->xWrite(own(file), bytes, length, offset);
}

static int cut_truncate(sqlite3_file *file, sqlite3_int64 size) {
  image *image = ((cut_file *)file)->image;
  pthread_mutex_lock(&mutex);
  int powered = has_power();
  if (powered && image) note(image, size, -1, NULL);
  pthread_mutex_unlock(&mutex);
  if (!powered) return SQLITE_IOERR_TRUNCATE;
  return own(file)->pMethods->xTruncate(own(file), size);
}

static int cut_sync(sqlite3_file *file, int flags) {
  image *image = ((cut_file *)file)->image;
  pthread_mutex_lock(&mutex);
  int powered = has_power();
  if (powered && image) {
    for (change *change = image->first; change; change = change->next)
      apply(image, change->offset, change->length, change->bytes);
    forget(image);
  }
  pthread_mutex_unlock(&mutex);
  (void)flags;
  return powered ? SQLITE_OK : SQLITE_IOERR_FSYNC;  // the image is the disk: the machine's own need not be synced
}

static int cut_close(sqlite3_file *file) { return own(file)->pMethods->xClose(own(file)); }
static int cut_read(sqlite3_file *f, void *b, int n, sqlite3_int64 o) { return own(f)->pMethods->xRead(own(f), b, n, o); }
static int cut_size(sqlite3_file *f, sqlite3_int64 *s) { return own(f)->pMethods->xFileSize(own(f), s); }
static int cut_lock(sqlite3_file *f, int l) { return own(f)->pMethods->xLock(own(f), l); }
static int cut_unlock(sqlite3_file *f, int l) { return own(f)->pMethods->xUnlock(own(f), l); }
static int cut_reserved(sqlite3_file *f, int *r) { return own(f)->pMethods->xCheckReservedLock(own(f), r); }
static int cut_control(sqlite3_file *f, int op, void *a) {
  if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
  return own(f)->pMethods->xFileControl(own(f), op, a);
}
static int cut_sector(sqlite3_file *f) { (void)f; return 4096; }
static int cut_traits(sqlite3_file *f) { (void)f; return 0; }  // nothing is atomic, nothing is appended safely
static int cut_shm_map(sqlite3_file *f, int r, int s, int e, void volatile **p) { return own(f)->pMethods->xShmMap(own(f), r, s, e, p); }
static int cut_shm_lock(sqlite3_file *f, int o, int n, int l) { return own(f)->pMethods->xShmLock(own(f), o, n, l); }
static void cut_shm_barrier(sqlite3_file *f) { own(f)->pMethods->xShmBarrier(own(f)); }
static int cut_shm_unmap(sqlite3_file *f, int d) { return own(f)->pMethods->xShmUnmap(own(f), d); }

static image *image_of(const char *path) {
  for (int index = 0; index < image_count; index++)
    if (!strcmp(images[index].path, path)) return &images[index];
  if (image_count == most_files) return NULL;
  image *image = &images[image_count++];
  snprintf(image->path, sizeof image->path, "%s", path);
  FILE *file = fopen(path, "rb");  // what is there when it is first opened is on the disk
  if (file) {
    fseek(file, 0, SEEK_END);
    image->size = ftell(file);
    rewind(file);
    image->synced = malloc((size_t)image->size + 1);
    if (fread(image->synced, 1, (size_t)image->size, file) != (size_t)image->size) image->size = 0;
    fclose(file);
  }
  return image;
}

static int cut_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  cut_file *cut = (cut_file *)file;
  cut->base.pMethods = NULL;
  cut->image = NULL;
  int code = machine()->xOpen(machine(), name, own(file), flags, out);
  if (code != SQLITE_OK) return code;
  if (name && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) {
    pthread_mutex_lock(&mutex);
    cut->image = image_of(name);
    pthread_mutex_unlock(&mutex);
  }
  cut->base.pMethods = &methods;
  return SQLITE_OK;
}

int power_cut_register(void) {
  sqlite3_vfs *own_system = sqlite3_vfs_find(NULL);
  if (!own_system) return SQLITE_ERROR;
  file_system = *own_system;
  file_system.zName = "power-cut";
  file_system.pNext = NULL;
  file_system.pAppData = own_system;
  file_system.szOsFile = (int)sizeof(cut_file) + own_system->szOsFile;
  file_system.xOpen = cut_open;
  methods = (sqlite3_io_methods){
      2, cut_close, cut_read, cut_write, cut_truncate, cut_sync, cut_size, cut_lock, cut_unlock, cut_reserved,
      cut_control, cut_sector, cut_traits, cut_shm_map, cut_shm_lock, cut_shm_barrier, cut_shm_unmap, NULL, NULL};
  return sqlite3_vfs_register(&file_system, 0);
}

void power_cut_begin(long operation) {
  pthread_mutex_lock(&mutex);
  for (int index = 0; index < image_count; index++) {
    forget(&images[index]);
    free(images[index].synced);
    memset(&images[index], 0, sizeof images[index]);
  }
  image_count = 0;
  operations = 0;
  failing_operation = operation;
  is_off = 0;
  pthread_mutex_unlock(&mutex);
}

long power_cut_operations(void) {
  pthread_mutex_lock(&mutex);
  long count = operations;
  pthread_mutex_unlock(&mutex);
  return count;
}

static uint64_t draw(uint64_t *state) {
  *state += 0x9E3779B97F4A7C15u;
  uint64_t word = *state;
  word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
  word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
  return word ^ (word >> 31);
}

void power_cut_apply(uint64_t seed) {
  pthread_mutex_lock(&mutex);
  for (int index = 0; index < image_count; index++) {
    image *image = &images[index];
    for (change *change = image->first; change; change = change->next) {
      uint64_t fate = draw(&seed) % 4;
      if (fate == 0) continue;  // lost
      int length = change->length;
      if (fate == 1 && length > sector_bytes)  // torn: only the first sectors arrived
        length = (int)(draw(&seed) % (uint64_t)(length / sector_bytes)) * sector_bytes;
      if (length != 0) apply(image, change->offset, length, change->bytes);
    }
    forget(image);
    FILE *file = fopen(image->path, "wb");
    if (file) {
      fwrite(image->synced, 1, (size_t)image->size, file);
      fclose(file);
    }
  }
  pthread_mutex_unlock(&mutex);
}
