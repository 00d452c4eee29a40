#include "version.h"
#include "espalier.h"

const char *espalier_version(void)
{
    return ESPALIER_VERSION;
}
