# Prints a table of N invented customers for tests/errors/config.json: awk -v n=N -f tests/errors/table.awk
BEGIN {
    split("Bern Graz Linz", city, " ")
    print "id,age,balance,since,owner,city,segment"
    for (i = 1; i <= n; i++) {
        age = 18 + (i * 37) % 70
        balance = (i * 7919) % 90000
        affluent = balance > 60000 && (i * 31) % 10 < 8 || (i * 17) % 20 == 0
        printf "C%04d,%d,%d.%02d,20%02d-%02d-%02d,%d,%s,%s\n", i, age, balance, i % 100, i % 24, 1 + i % 12, 1 + i % 28,
            i % 3 == 0, city[1 + i % 3], affluent ? "AFFLUENT" : "NORMAL"
    }
}
