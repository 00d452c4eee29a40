#if NAME_WITH_PREPROCESSING
static const char *const NAME_education_names[2] = {"school", "university"};
static const int32_t NAME_education_sorted[2] = {1, 2};
static const double NAME_education_values[4] = {0x1p-2, 0x1p-3, 0x1p-1, 0x1p-2};
#endif
