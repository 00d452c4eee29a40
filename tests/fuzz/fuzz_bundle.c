/* bundle.json from anybody: refused, or a bundle that can be made rows for, encoded, and read again as it was written. */
#include "bundle/bundle_read.h"
#include "bundle/vectors.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct bundle *bundle)
{
    struct error error = ERROR_NONE;
    struct vectors *vectors = vectors_synthesize(bundle, NULL, 1, 4, &error);
    if (!vectors) abort(); /* every policy accepts some value */
    vectors_free(vectors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = ERROR_NONE;
    struct bundle *bundle = bundle_parse("bundle.json", (const char *)data, size, &error);
    if (!bundle) {
        if (error.exit_code != EXIT_BAD_INPUT || !error.message[0]) abort();
        return 0;
    }
    use(bundle);
    bundle_free(bundle);
    return 0;
}
