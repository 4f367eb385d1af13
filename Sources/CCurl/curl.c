#include "octavo_curl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The library's functions with the prototypes of its own header.
#define CALLS(CALL)                                                                                                       \
  CALL(global_init) CALL(easy_init) CALL(easy_cleanup) CALL(easy_setopt) CALL(easy_getinfo) CALL(easy_strerror)            \
  CALL(slist_append) CALL(slist_free_all) CALL(multi_init) CALL(multi_cleanup) CALL(multi_add_handle)                      \
  CALL(multi_remove_handle) CALL(multi_perform) CALL(multi_poll) CALL(multi_info_read)

#define FIELD(name) __typeof__(curl_##name) *name;
static struct {
  CALLS(FIELD)
  bool found;
} library;

static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_library(void) {
  void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!handle) return;
  bool found = true;
#define FIND(name)                                         \
  *(void **)&library.name = dlsym(handle, "curl_" #name);  \
  found = found && library.name;
  CALLS(FIND)
  library.found = found && library.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

bool octavo_curl_found(void) {
  pthread_once(&opened, open_library);
  return library.found;
}

struct octavo_transfers {
  CURLM *multi;
};

typedef struct {
  uint8_t *bytes;
  size_t count, room, most;
} buffer;

// False where it would become larger than it may, or memory is out.
static bool append(buffer *target, const void *bytes, size_t count) {
  if (count > target->most - target->count) return false;
  if (target->count + count > target->room) {
    size_t room = target->room ? target->room : 4096;
    while (room < target->count + count) room *= 2;
    uint8_t *moved = realloc(target->bytes, room);
    if (!moved) return false;
    target->bytes = moved;
    target->room = room;
  }
  memcpy(target->bytes + target->count, bytes, count);
  target->count += count;
  return true;
}

struct octavo_transfer {
  CURL *easy;
  struct curl_slist *headers;
  buffer head, body;
  CURLcode code;
  bool is_too_large;
  char message[CURL_ERROR_SIZE];
};

// Headers of one answer are never larger in earnest.
static const size_t most_head = 1 << 18;

static size_t take_body(char *bytes, size_t size, size_t count, void *state) {
  octavo_transfer *transfer = state;
  if (append(&transfer->body, bytes, size * count)) return size * count;
  transfer->is_too_large = true;
  return 0;
}

static size_t take_head(char *bytes, size_t size, size_t count, void *state) {
  octavo_transfer *transfer = state;
  size_t all = size * count;
  // A status line begins the head of another answer, as after `100 Continue`.
  if (all > 5 && memcmp(bytes, "HTTP/", 5) == 0) transfer->head.count = 0;
  if (append(&transfer->head, bytes, all)) return all;
  transfer->is_too_large = true;
  return 0;
}

octavo_transfers *octavo_transfers_make(void) {
  octavo_transfers *transfers = calloc(1, sizeof *transfers);
  if (!transfers) return NULL;
  transfers->multi = library.multi_init();
  if (transfers->multi) return transfers;
  free(transfers);
  return NULL;
}

void octavo_transfers_free(octavo_transfers *transfers) {
  library.multi_cleanup(transfers->multi);
  free(transfers);
}

static void release(octavo_transfer *transfer) {
  if (transfer->easy) library.easy_cleanup(transfer->easy);
  library.slist_free_all(transfer->headers);
  free(transfer->head.bytes);
  free(transfer->body.bytes);
  free(transfer);
}

octavo_transfer *octavo_transfer_make(const char *url, const uint8_t *bytes, size_t count, size_t most) {
  octavo_transfer *transfer = calloc(1, sizeof *transfer);
  if (!transfer) return NULL;
  transfer->head.most = most_head;
  transfer->body.most = most;
  CURL *easy = transfer->easy = library.easy_init();
  bool is_set = easy != NULL;
#define SET(option, value) is_set = is_set && library.easy_setopt(easy, CURLOPT_##option, value) == CURLE_OK
  SET(PRIVATE, (void *)transfer);
  SET(URL, url);
  SET(NOSIGNAL, 1L);
  SET(ERRORBUFFER, transfer->message);
  // The size first: the library copies so many bytes.
  SET(POSTFIELDSIZE_LARGE, (curl_off_t)count);
  SET(COPYPOSTFIELDS, (const char *)bytes);
  SET(WRITEFUNCTION, take_body);
  SET(WRITEDATA, (void *)transfer);
  SET(HEADERFUNCTION, take_head);
  SET(HEADERDATA, (void *)transfer);
  // Whatever the library can undo.
  SET(ACCEPT_ENCODING, "");
  SET(FOLLOWLOCATION, 0L);
  SET(SSL_VERIFYPEER, 1L);
  SET(SSL_VERIFYHOST, 2L);
  SET(NETRC, (long)CURL_NETRC_IGNORED);
#if LIBCURL_VERSION_NUM >= 0x075500
  SET(PROTOCOLS_STR, "http,https");
#else
  SET(PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
  if (is_set) return transfer;
  release(transfer);
  return NULL;
}

bool octavo_transfer_add_header(octavo_transfer *transfer, const char *line) {
  struct curl_slist *longer = library.slist_append(transfer->headers, line);
  if (longer) transfer->headers = longer;
  return longer != NULL;
}

bool octavo_transfer_get(octavo_transfer *transfer) {
  return library.easy_setopt(transfer->easy, CURLOPT_HTTPGET, 1L) == CURLE_OK;
}

bool octavo_transfer_trust(octavo_transfer *transfer, const char *path) {
  return library.easy_setopt(transfer->easy, CURLOPT_CAINFO, path) == CURLE_OK;
}

bool octavo_transfer_start(octavo_transfers *transfers, octavo_transfer *transfer, int64_t milliseconds, int64_t connecting) {
  CURL *easy = transfer->easy;
  bool is_set = true;
  SET(HTTPHEADER, transfer->headers);
  SET(TIMEOUT_MS, (long)milliseconds);
  SET(CONNECTTIMEOUT_MS, (long)connecting);
  return is_set && library.multi_add_handle(transfers->multi, easy) == CURLM_OK;
}

void octavo_transfer_close(octavo_transfers *transfers, octavo_transfer *transfer) {
  library.multi_remove_handle(transfers->multi, transfer->easy);
  release(transfer);
}

void octavo_transfers_advance(octavo_transfers *transfers, int milliseconds) {
  int running = 0;
  library.multi_perform(transfers->multi, &running);
  if (milliseconds > 0 && running > 0) {
    library.multi_poll(transfers->multi, NULL, 0, milliseconds, NULL);
    library.multi_perform(transfers->multi, &running);
  }
}

octavo_transfer *octavo_transfers_finished(octavo_transfers *transfers) {
  int left = 0;
  CURLMsg *message;
  while ((message = library.multi_info_read(transfers->multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURLcode code = message->data.result;
    octavo_transfer *transfer = NULL;
    library.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
    if (!transfer) continue;
    transfer->code = code;
    return transfer;
  }
  return NULL;
}

int octavo_transfer_outcome(octavo_transfer *transfer) {
  if (transfer->is_too_large) return OCTAVO_TRANSFER_TOO_LARGE;
  switch (transfer->code) {
    case CURLE_OK: return OCTAVO_TRANSFER_WHOLE;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return OCTAVO_TRANSFER_NO_HOST;
    case CURLE_COULDNT_CONNECT: return OCTAVO_TRANSFER_NO_CONNECTION;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: return OCTAVO_TRANSFER_NO_TRUST;
    case CURLE_OPERATION_TIMEDOUT: return OCTAVO_TRANSFER_TOO_LATE;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return OCTAVO_TRANSFER_CUT;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return OCTAVO_TRANSFER_BAD_URL;
    default: return OCTAVO_TRANSFER_FAILED;
  }
}

const char *octavo_transfer_message(octavo_transfer *transfer) {
  return transfer->message[0] ? transfer->message : library.easy_strerror(transfer->code);
}

int octavo_transfer_status(octavo_transfer *transfer) {
  long status = 0;
  library.easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
  return (int)status;
}

const uint8_t *octavo_transfer_body(octavo_transfer *transfer, size_t *count) {
  *count = transfer->body.count;
  return transfer->body.bytes;
}

const uint8_t *octavo_transfer_head(octavo_transfer *transfer, size_t *count) {
  *count = transfer->head.count;
  return transfer->head.bytes;
}
