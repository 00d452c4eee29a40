/* The line of a key in bundle.json. Private to bundle/. */
#ifndef ESPALIER_BUNDLE_BUNDLE_LOCATE_H
#define ESPALIER_BUNDLE_BUNDLE_LOCATE_H

#include "bundle/base/json.h"

/* The value that a message of bundle_check, "path: ...", speaks of, or the nearest one around it that is there. */
struct json bundle_locate(struct json root, const char *message);

#endif
