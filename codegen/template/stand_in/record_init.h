r->income = espalier_missing();
r->age = espalier_missing();
r->education = 0;
