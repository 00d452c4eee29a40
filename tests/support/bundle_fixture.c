#include "tests/support/bundle_fixture.h"
#include "bundle/base/file.h"
#include "bundle/bundle_read.h"

#include <check.h>
#include <string.h>

struct buffer fixture_text(void)
{
    struct error error = ERROR_NONE;
    struct buffer text = {0};
    ck_assert_msg(file_read(FIXTURE_BUNDLE, &text, &error), "%s", error.message);
    return text;
}

void fixture_replace(struct buffer *text, const char *from, const char *to)
{
    const char *at = strstr(text->data, from);
    struct buffer edited = {0};
    ck_assert_msg(at != NULL, "'%s' is not in the fixture", from);
    ck_assert_msg(strstr(at + 1, from) == NULL, "'%s' is twice in the fixture", from);
    buffer_append(&edited, text->data, (size_t)(at - text->data));
    buffer_text(&edited, to);
    buffer_text(&edited, at + strlen(from));
    buffer_free(text);
    *text = edited;
}

struct bundle *fixture_bundle(void)
{
    struct error error = ERROR_NONE;
    struct buffer text = fixture_text();
    struct bundle *bundle = bundle_parse(FIXTURE_BUNDLE, text.data, text.length, &error);
    ck_assert_msg(bundle != NULL, "%s", error.message);
    buffer_free(&text);
    return bundle;
}
