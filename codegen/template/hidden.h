/* Template: tables that the files of one scorer share are no symbols of a shared library. */
/* ---- begin hidden ---- */
#if defined(__GNUC__) && !defined(_WIN32)
#define NAME_HIDDEN __attribute__((visibility("hidden")))
#else
#define NAME_HIDDEN
#endif
/* ---- end hidden ---- */
