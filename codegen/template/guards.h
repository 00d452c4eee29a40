/* Template: what a compiler must promise before any of the arithmetic can be trusted. */
/* ---- begin guards ---- */
/* The margins have the same bits everywhere because every operation is one IEEE operation, in the order written. */
#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#error "compile this file without -ffast-math: it would change the scores"
#endif
#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ != 0
#error "compile this file without -ffinite-math-only: it could not tell missing values"
#endif
#if defined(__FLT_EVAL_METHOD__)
#if __FLT_EVAL_METHOD__ == 2 || __FLT_EVAL_METHOD__ < 0
#error "this target computes with more precision than float has; on x86 compile with -msse2 -mfpmath=sse"
#endif
#elif defined(__i386__) && !defined(__SSE2__) || defined(_M_IX86_FP) && _M_IX86_FP < 2
#error "this compiler computes on the x87 unit, with more precision than float has"
#endif
#if defined(__FLT_MANT_DIG__) && defined(__DBL_MANT_DIG__) && (__FLT_MANT_DIG__ != 24 || __DBL_MANT_DIG__ != 53)
#error "float and double must be IEEE 754 binary32 and binary64"
#endif
typedef char NAME_needs_ieee754_formats[sizeof(float) == 4 && sizeof(double) == 8 && (unsigned char)-1 == 255 ? 1 : -1];

/* A multiplication and an addition are never fused into one rounding. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__) && !defined(__INTEL_COMPILER)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off")
#elif defined(_MSC_VER) || defined(__INTEL_COMPILER)
#pragma fp_contract(off)
#endif
/* ---- end guards ---- */
