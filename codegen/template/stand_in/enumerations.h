enum { NAME_COLUMN_income = 0, NAME_COLUMN_age = 1, NAME_COLUMN_education = 2 };
enum { NAME_education_school = 1, NAME_education_university = 2 };
