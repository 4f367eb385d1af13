#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Requests over HTTP by libcurl, many at once in one thread. The library is opened on first use so that start-up does not pay for it.
// TLS certificates are verified and redirects are not followed, so what a request carries reaches no other host. Every function but
// octavo_curl_found needs the library to have been found.

// Transfers that go on side by side.
typedef struct octavo_transfers octavo_transfers;
// One request and what has come of its answer.
typedef struct octavo_transfer octavo_transfer;

bool octavo_curl_found(void);

// NULL when memory is out.
octavo_transfers *_Nullable octavo_transfers_make(void);
// Its transfers are to be closed before.
void octavo_transfers_free(octavo_transfers *_Nonnull transfers);

// A POST of `count` bytes, which are copied. Answers of more than `most` bytes fail. NULL when memory is out.
octavo_transfer *_Nullable octavo_transfer_make(const char *_Nonnull url, const uint8_t *_Nonnull bytes, size_t count, size_t most);
// Makes it a GET, which sends no bytes. False when memory is out.
bool octavo_transfer_get(octavo_transfer *_Nonnull transfer);
// `Name: value`, copied. False when memory is out.
bool octavo_transfer_add_header(octavo_transfer *_Nonnull transfer, const char *_Nonnull line);
// A file of certificates to trust instead of the system's. False when memory is out.
bool octavo_transfer_trust(octavo_transfer *_Nonnull transfer, const char *_Nonnull path);
// `milliseconds` for the whole answer, of which the connection may take `connecting`. False when memory is out.
bool octavo_transfer_start(octavo_transfers *_Nonnull transfers, octavo_transfer *_Nonnull transfer, int64_t milliseconds,
                           int64_t connecting);
// Ends a transfer, wherever it stands, and gives its memory back.
void octavo_transfer_close(octavo_transfers *_Nonnull transfers, octavo_transfer *_Nonnull transfer);

// Moves all transfers on; waits so long for something to happen.
void octavo_transfers_advance(octavo_transfers *_Nonnull transfers, int milliseconds);
// One that has ended since and was not given yet; NULL for none.
octavo_transfer *_Nullable octavo_transfers_finished(octavo_transfers *_Nonnull transfers);

// Why a transfer ended without a whole answer.
enum {
  OCTAVO_TRANSFER_WHOLE = 0,
  OCTAVO_TRANSFER_NO_HOST = 1,
  OCTAVO_TRANSFER_NO_CONNECTION = 2,
  OCTAVO_TRANSFER_NO_TRUST = 3,
  OCTAVO_TRANSFER_TOO_LATE = 4,
  OCTAVO_TRANSFER_CUT = 5,
  OCTAVO_TRANSFER_TOO_LARGE = 6,
  OCTAVO_TRANSFER_BAD_URL = 7,
  OCTAVO_TRANSFER_FAILED = 8
};
int octavo_transfer_outcome(octavo_transfer *_Nonnull transfer);
// The library's own words.
const char *_Nonnull octavo_transfer_message(octavo_transfer *_Nonnull transfer);
// The HTTP status; 0 before there is one.
int octavo_transfer_status(octavo_transfer *_Nonnull transfer);
// The bytes that have come, valid until transfers advance. NULL and 0 for none.
const uint8_t *_Nullable octavo_transfer_body(octavo_transfer *_Nonnull transfer, size_t *_Nonnull count);
// The header lines that have come, likewise.
const uint8_t *_Nullable octavo_transfer_head(octavo_transfer *_Nonnull transfer, size_t *_Nonnull count);
