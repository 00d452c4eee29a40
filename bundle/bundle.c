#include "bundle/bundle.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>

struct bundle *bundle_new(void)
{
    struct bundle *bundle = memory_zeroed(1, sizeof *bundle);
    bundle->decision.threshold = NAN;
    bundle->decision.probability = NAN;
    bundle->decision.precision_floor = NAN;
    return bundle;
}

void bundle_free(struct bundle *bundle)
{
    if (!bundle) return;
    for (int32_t i = 0; i < bundle->derived_count; i++)
        expression_free(bundle->derived[i].expression);
    arena_free(&bundle->arena);
    free(bundle);
}

bool bundle_is_directory(const char *path)
{
    struct buffer file = {0};
    struct stat status;
    buffer_print(&file, "%s/%s", path, BUNDLE_FILE);
    const bool found = stat(path, &status) == 0 && S_ISDIR(status.st_mode) && stat(file.data, &status) == 0;
    buffer_free(&file);
    return found;
}
