#include "scanning_internal.h"
#include <errno.h>
#include <iconv.h>

ptrdiff_t octavo_transcode(const char *charset, const uint8_t *bytes, size_t count, uint8_t *target, size_t room) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) return -1;
    char *in = (char *)bytes, *out = (char *)target;
    size_t in_left = count, out_left = room;
    while (in_left > 0) {
        if (iconv(converter, &in, &in_left, &out, &out_left) != (size_t)-1) break;
        // No room is no fault of the text; a byte that means nothing becomes U+FFFD.
        if (errno == E2BIG || out_left < 3 || in_left == 0) break;
        memcpy(out, "\xEF\xBF\xBD", 3);
        out += 3;
        out_left -= 3;
        in++;
        in_left--;
    }
    iconv(converter, NULL, NULL, &out, &out_left);
    iconv_close(converter);
    return (ptrdiff_t)(room - out_left);
}
