static const struct espalier_column NAME_columns[3] = {
    {"income", "income", ESPALIER_NUMBER, 0, NULL, (uint32_t)offsetof(NAME_record, income), 1, 0.0, 1000000.0},
    {"age", "age", ESPALIER_NUMBER, 0, NULL, (uint32_t)offsetof(NAME_record, age), 0, 18.0, 120.0},
#if NAME_WITH_PREPROCESSING
    {"education", "education", ESPALIER_CATEGORY, 2, NAME_education_names, (uint32_t)offsetof(NAME_record, education), 0, 0.0, 0.0},
#else
    {"education", "education", ESPALIER_NUMBER, 0, NULL, (uint32_t)offsetof(NAME_record, education), 0, 0.0, 0.0},
#endif
};
static const char *const NAME_features[3] = {"income", "age", "education"};
static const char *const NAME_output_names[NAME_OUTPUT_COUNT] = {"affluent"};
