NAME_record v;
if (!espalier_in_range(r->income, 0.0, 1000000.0)) return NAME_refuse(column, NAME_COLUMN_income, ESPALIER_E_RANGE);
v.income = r->income;
v.age = espalier_clip(r->age, 18.0, 120.0);
if (r->education < -1 || r->education > 2) return NAME_refuse(column, NAME_COLUMN_education, ESPALIER_E_CATEGORY);
v.education = r->education;

if (espalier_is_missing(v.income)) return NAME_refuse(column, NAME_COLUMN_income, ESPALIER_E_MISSING);

if (!espalier_to_float(v.income, &features[0])) return NAME_refuse(column, NAME_COLUMN_income, ESPALIER_E_RANGE);
NAME_float_or_missing(NAME_derived_income_share(&v), &features[1]);
NAME_float_or_missing(espalier_lookup(NAME_education_values, 2, v.education), &features[2]);
