#include "bundle/base/csv.h"

#include <string.h>

static bool needs_quotes(const char *data, size_t length)
{
    if (length == 0) return false;
    if (data[0] == ' ' || data[length - 1] == ' ') return true;
    for (size_t i = 0; i < length; i++)
        if (data[i] == ',' || data[i] == '"' || data[i] == '\r' || data[i] == '\n') return true;
    return false;
}

void csv_append_field(struct buffer *out, const char *data, size_t length)
{
    if (!needs_quotes(data, length)) {
        buffer_append(out, data, length);
        return;
    }
    buffer_append(out, "\"", 1);
    for (const char *end = data + length; data < end;) {
        const char *quote = memchr(data, '"', (size_t)(end - data));
        const char *stop = quote ? quote + 1 : end;
        buffer_append(out, data, (size_t)(stop - data));
        if (quote) buffer_append(out, "\"", 1);
        data = stop;
    }
    buffer_append(out, "\"", 1);
}
