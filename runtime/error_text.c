/* The error codes in words. */
#include "espalier.h"

const char *espalier_error_text(int code)
{
    switch (code) {
    case ESPALIER_OK:
        return "no error";
    case ESPALIER_E_ARGUMENT:
        return "a column, an output or a name that does not exist, or an argument that cannot be";
    case ESPALIER_E_NUMBER:
        return "text that is no number, flag or date where one belongs";
    case ESPALIER_E_RANGE:
        return "a value outside the column's allowed range, infinite, or too large";
    case ESPALIER_E_CATEGORY:
        return "a category that the scorer does not know and refuses";
    case ESPALIER_E_MISSING:
        return "a missing value where the scorer needs one";
    case ESPALIER_E_ABI:
        return "a scorer made for another version of the interface, or one whose descriptor contradicts itself";
    case ESPALIER_E_LOAD:
        return "a scorer that cannot be loaded";
    case ESPALIER_E_UNSUPPORTED:
        return "a function that the scorer was generated without";
    case ESPALIER_E_SPACE:
        return "a buffer that is too small";
    default:
        return "an unknown error code";
    }
}
