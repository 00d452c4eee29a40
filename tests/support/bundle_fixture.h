/* tests/bundle/bundle.json and edits of it, for tests. */
#ifndef ESPALIER_TESTS_SUPPORT_BUNDLE_FIXTURE_H
#define ESPALIER_TESTS_SUPPORT_BUNDLE_FIXTURE_H

#include "bundle/base/buffer.h"
#include "bundle/bundle.h"

#define FIXTURE_BUNDLE "tests/bundle/bundle.json"
#define FIXTURE_MODEL "{}\n" /* whose hash the fixture states */

/* The file's text, to be freed with buffer_free. Ends the test when it cannot be read. */
struct buffer fixture_text(void);
/* Replaces the only occurrence of `from`; ends the test when there is none or another. */
void fixture_replace(struct buffer *text, const char *from, const char *to);
/* The bundle, parsed and checked. */
struct bundle *fixture_bundle(void);

#endif
