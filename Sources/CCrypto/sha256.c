#include "octavo_crypto.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "sha256_plain.h"

// The few calls of libcrypto's EVP interface that are needed, with the prototypes of its manual (stable since 1.1).
static struct {
  const void *(*sha256)(void);
  void *(*context_new)(void);
  void (*context_free)(void *);
  int (*start)(void *, const void *, void *);
  int (*update)(void *, const void *, size_t);
  int (*finish)(void *, unsigned char *, unsigned *);
  bool found;
} libcrypto;

static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_libcrypto(void) {
  void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libcrypto.so.1.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  *(void **)&libcrypto.sha256 = dlsym(library, "EVP_sha256");
  *(void **)&libcrypto.context_new = dlsym(library, "EVP_MD_CTX_new");
  *(void **)&libcrypto.context_free = dlsym(library, "EVP_MD_CTX_free");
  *(void **)&libcrypto.start = dlsym(library, "EVP_DigestInit_ex");
  *(void **)&libcrypto.update = dlsym(library, "EVP_DigestUpdate");
  *(void **)&libcrypto.finish = dlsym(library, "EVP_DigestFinal_ex");
  libcrypto.found = libcrypto.sha256 && libcrypto.context_new && libcrypto.context_free && libcrypto.start && libcrypto.update &&
                    libcrypto.finish;
}

bool octavo_sha256_is_fast(void) {
  pthread_once(&opened, open_libcrypto);
  return libcrypto.found;
}

struct octavo_sha256 {
  void *context;  // NULL: the plain loop does the work.
  plain_sha256 plain;
};

octavo_sha256 *octavo_sha256_new(void) {
  octavo_sha256 *state = calloc(1, sizeof *state);
  if (!state) return NULL;
  if (octavo_sha256_is_fast()) {
    state->context = libcrypto.context_new();
    if (state->context && libcrypto.start(state->context, libcrypto.sha256(), NULL) == 1) return state;
    // A library that refuses SHA-256 (a policy may) is as good as none.
    if (state->context) libcrypto.context_free(state->context);
    state->context = NULL;
  }
  plain_start(&state->plain);
  return state;
}

void octavo_sha256_update(octavo_sha256 *state, const void *bytes, size_t count) {
  if (!count) return;
  if (state->context) {
    libcrypto.update(state->context, bytes, count);
  } else {
    plain_update(&state->plain, bytes, count);
  }
}

void octavo_sha256_finish(octavo_sha256 *state, uint8_t *digest) {
  if (state->context) {
    unsigned written = 0;
    libcrypto.finish(state->context, digest, &written);
  } else {
    plain_finish(&state->plain, digest);
  }
  octavo_sha256_free(state);
}

void octavo_sha256_free(octavo_sha256 *state) {
  if (state && state->context) libcrypto.context_free(state->context);
  free(state);
}

bool octavo_sha256_of(const void *bytes, size_t count, uint8_t *digest) {
  // The plain loop takes 15 microseconds for this much, opening the library a thousand and more: a run that only digests
  // cells never opens it.
  if (count <= 4096) {
    octavo_sha256_plain(bytes, count, digest);
    return true;
  }
  octavo_sha256 *state = octavo_sha256_new();
  if (!state) return false;
  octavo_sha256_update(state, bytes, count);
  octavo_sha256_finish(state, digest);
  return true;
}

void octavo_sha256_plain(const void *bytes, size_t count, uint8_t *digest) {
  plain_sha256 state;
  plain_start(&state);
  if (count) plain_update(&state, bytes, count);
  plain_finish(&state, digest);
}
