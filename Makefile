# Espalier: raw bank table -> trained bundle -> dependency-free C scorer.
# `make help` lists what can be asked for; everything that is made lands under $(BUILD).

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 20
# V=1 shows the commands.
V ?= 0

CC     ?= cc
AR     ?= ar
CFLAGS ?= -O2 -g
WARNINGS ?= -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
WERROR ?=
ifeq ($(CI),true)
WERROR = -Werror
endif

# Another libxgboost (a newer one from PyPI, say): make XGBOOST_LIBS="-L/path -lxgboost -Wl,-rpath,/path"
XGBOOST_CFLAGS ?=
XGBOOST_LIBS   ?= -lxgboost
CHECK_CFLAGS = $(shell pkg-config --cflags check 2>/dev/null)
CHECK_LIBS   = $(shell pkg-config --libs check 2>/dev/null || echo -lcheck)

# The tools are C11 on POSIX. The runtime and what is generated are C99, freestanding where they can be.
# No contraction to FMA anywhere: the reference arithmetic must have the same bits as the generated one.
TOOL_FLAGS    = -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -ffp-contract=off $(WARNINGS) $(WERROR) -I. -I$(BUILD)/gen
RUNTIME_FLAGS = -std=c99 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -fPIC $(WARNINGS) $(WERROR) -Iruntime
DEPFLAGS      = -MMD -MP

# The library's version, and that of its binary interface, which names the shared object.
ABI     := 0
VERSION := $(shell sed -n 's/^\#define ESPALIER_VERSION "\(.*\)"/\1/p' runtime/version.h)

BUNDLE_SRC  := $(wildcard bundle/*.c bundle/base/*.c)
RUNTIME_SRC := $(wildcard runtime/*.c)
CODEGEN_SRC := $(wildcard codegen/*.c codegen/read/*.c codegen/lower/*.c codegen/emit/*.c codegen/verify/*.c)
TRAINER_SRC := $(filter-out trainer/main.c,$(wildcard trainer/*.c))
CLI_SRC     := $(wildcard hosts/cli/*.c)
ETB_SRC     := $(wildcard examples/etb/*.c)
TEMPLATES   := $(wildcard codegen/template/*.c codegen/template/*.h) bundle/transforms.h runtime/espalier.h

object = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
BUNDLE_OBJ  = $(call object,$(BUNDLE_SRC))
RUNTIME_OBJ = $(call object,$(RUNTIME_SRC))
CODEGEN_OBJ = $(call object,$(CODEGEN_SRC)) $(BUILD)/obj/gen/templates.o
TRAINER_OBJ = $(call object,$(TRAINER_SRC))
CLI_OBJ     = $(call object,$(CLI_SRC))
ETB_OBJ     = $(call object,$(ETB_SRC))

LIBBUNDLE  = $(BUILD)/lib/libbundle.a
LIBRUNTIME = $(BUILD)/lib/libespalier.a
LIBSHARED  = $(BUILD)/lib/libespalier.so
LIBCODEGEN = $(BUILD)/lib/libcodegen.a
LIBTRAINER = $(BUILD)/lib/libtrainer.a
BUNDLE_LIBS = -lcjson -lmd -lm -ldl

FUZZ_SRC    := $(wildcard tests/fuzz/fuzz_*.c)

ESPALIER = $(BUILD)/bin/espalier
TRAIN    = $(BUILD)/bin/espalier-train
ETBTABLE = $(BUILD)/bin/etb-table

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

# One short line a file, or with V=1 the command itself.
ifeq ($(V),0)
say = @printf '  %-9s %s\n' '$(1)' '$(2)';
endif
# A make inside a recipe: on all cores unless this one was given -j, and without "entering directory" and "nothing to be done" lines.
QUIETLY = --no-print-directory $(if $(filter 0,$(V)),-s) $(if $(findstring --jobserver,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
# Suites that build apart from $(BUILD)'s programs. They call make themselves; CC, CFLAGS and so on reach them when given.
SUITE = BUILD='$(BUILD)' tests

##@ Build
.PHONY: all
all: $(ESPALIER) $(TRAIN) $(ETBTABLE) $(LIBRUNTIME) $(LIBSHARED) ## build the programs and the runtime library

.PHONY: runtime
runtime: $(LIBRUNTIME) $(LIBSHARED) ## build the runtime library alone (needs nothing but a C compiler)

$(BUILD)/obj/runtime/%.o: runtime/%.c Makefile
	@mkdir -p $(@D)
	$(call say,compile,$<) $(CC) $(RUNTIME_FLAGS) $(DEPFLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/obj/trainer/%.o: trainer/%.c Makefile
	@mkdir -p $(@D)
	$(call say,compile,$<) $(CC) $(TOOL_FLAGS) $(DEPFLAGS) $(XGBOOST_CFLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,compile,$<) $(CC) $(TOOL_FLAGS) $(DEPFLAGS) $(CFLAGS) -c $< -o $@

# The fixed C of the generated sources lives in real C files; the generator carries their text.
$(BUILD)/gen/templates.c: codegen/template/embed.awk $(TEMPLATES)
	@mkdir -p $(@D)
	$(call say,make,$@) LC_ALL=C awk -f codegen/template/embed.awk $(TEMPLATES) > $@

$(BUILD)/obj/gen/templates.o: $(BUILD)/gen/templates.c
	@mkdir -p $(@D)
	$(call say,compile,$<) $(CC) $(TOOL_FLAGS) $(CFLAGS) -c $< -o $@

# An archive is made anew, so that the object of a removed source does not linger in it.
define archive
	@mkdir -p $(@D)
	@rm -f $@
	$(call say,archive,$@) $(AR) rcs $@ $^
endef

$(LIBBUNDLE): $(BUNDLE_OBJ)
	$(archive)
$(LIBRUNTIME): $(RUNTIME_OBJ)
	$(archive)
$(LIBCODEGEN): $(CODEGEN_OBJ)
	$(archive)
$(LIBTRAINER): $(TRAINER_OBJ)
	$(archive)

$(LIBSHARED): $(RUNTIME_OBJ)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libespalier.so.$(ABI) $^ -o $@ -ldl
	@ln -sf libespalier.so $@.$(ABI)

$(ESPALIER): $(CLI_OBJ) $(LIBCODEGEN) $(LIBBUNDLE) $(LIBRUNTIME)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ -o $@ $(BUNDLE_LIBS)

$(TRAIN): $(BUILD)/obj/trainer/main.o $(LIBTRAINER) $(LIBBUNDLE) $(LIBRUNTIME)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ -o $@ $(XGBOOST_LIBS) $(BUNDLE_LIBS) -lpthread

$(ETBTABLE): $(ETB_OBJ)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ -o $@ -lm

# The example, step by step: table -> bundle -> C -> shared library. examples/etb/run asks for these, then proves and scores.
ETB = $(BUILD)/etb
$(ETB)/table.csv: $(ETBTABLE)
	@mkdir -p $(@D)
	@echo '==> making the example table'
	$(call say,make,$@) $(ETBTABLE) -o $@

$(ETB)/bundle/bundle.json: examples/etb/config.json $(ETB)/table.csv $(ESPALIER) $(TRAIN)
	@echo '==> training'
	$(call say,train,$(@D)) $(ESPALIER) train $< --data $(ETB)/table.csv -o $(@D) > $(ETB)/training.txt

$(ETB)/scorer/affluent.c: $(ETB)/bundle/bundle.json $(ESPALIER)
	@echo '==> generating C'
	$(call say,generate,$(@D)) $(ESPALIER) generate $(ETB)/bundle -o $(@D) --name affluent
	@touch $@

$(ETB)/libaffluent.so: $(ETB)/scorer/affluent.c
	@echo '==> compiling it'
	$(call say,compile,$@) $(CC) -std=c99 -O2 -fPIC -shared -I$(<D) $(<D)/*.c -o $@

.PHONY: etb
etb: $(ETB)/libaffluent.so ## make the example's table, bundle, C sources and scorer in $(BUILD)/etb

.PHONY: regenerate
regenerate: $(ESPALIER) ## write generated/etb anew from its committed bundle
	$(ESPALIER) generate generated/etb/bundle -o generated/etb

##@ Use
.PHONY: run
run: ## install what is missing, build, train the example, compile it, prove it, score with it
	@tests/setup build
	@$(MAKE) $(QUIETLY) all
	@BUILD='$(BUILD)' examples/etb/run

.PHONY: setup
setup: ## install what building and testing need (apt, as root or with sudo)
	@tests/setup test

BINDIR       = $(DESTDIR)$(PREFIX)/bin
LIBDIR       = $(DESTDIR)$(PREFIX)/lib
INCLUDEDIR   = $(DESTDIR)$(PREFIX)/include
PKGCONFIGDIR = $(LIBDIR)/pkgconfig

.PHONY: install
install: all ## install the programs, espalier.h, the runtime library and its pkg-config file under PREFIX
	install -d '$(BINDIR)' '$(INCLUDEDIR)' '$(PKGCONFIGDIR)'
	install -m 755 $(ESPALIER) $(TRAIN) '$(BINDIR)'
	install -m 644 runtime/espalier.h '$(INCLUDEDIR)'
	install -m 644 $(LIBRUNTIME) '$(LIBDIR)'
	install -m 755 $(LIBSHARED) '$(LIBDIR)/libespalier.so.$(VERSION)'
	ln -sf libespalier.so.$(VERSION) '$(LIBDIR)/libespalier.so.$(ABI)'
	ln -sf libespalier.so.$(ABI) '$(LIBDIR)/libespalier.so'
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' runtime/espalier.pc.in > '$(PKGCONFIGDIR)/espalier.pc'
	chmod 644 '$(PKGCONFIGDIR)/espalier.pc'

.PHONY: uninstall
uninstall: ## remove what install put there
	rm -f '$(BINDIR)/espalier' '$(BINDIR)/espalier-train' '$(INCLUDEDIR)/espalier.h'
	rm -f '$(LIBDIR)/libespalier.a' '$(LIBDIR)/libespalier.so' '$(LIBDIR)/libespalier.so.$(ABI)' '$(LIBDIR)/libespalier.so.$(VERSION)'
	rm -f '$(PKGCONFIGDIR)/espalier.pc'

##@ Test
# tests/AREA/test_*.c are Check programs, tests/AREA/test_*.sh are scripts; slow ones are named slow_*.
TEST_C    := $(wildcard tests/*/test_*.c)
SLOW_C    := $(wildcard tests/*/slow_*.c)
TEST_SH   := $(wildcard tests/*/test_*.sh)
SLOW_SH   := $(wildcard tests/*/slow_*.sh)
TEST_BIN   = $(TEST_C:%.c=$(BUILD)/%)
SLOW_BIN   = $(SLOW_C:%.c=$(BUILD)/%)
# The longest first, so that the last one does not run alone.
TEST_ALL   = $(TEST_BIN) $(TEST_SH)
LONG_TESTS = $(BUILD)/tests/etb/% $(BUILD)/tests/exactness/% $(BUILD)/tests/formats/% tests/errors/%
LONG_FIRST = $(filter $(LONG_TESTS),$(TEST_ALL)) $(filter-out $(LONG_TESTS),$(TEST_ALL))
# Helpers shared by the Check programs of an area, or by all of them.
TEST_SUPPORT := $(filter-out $(TEST_C) $(SLOW_C),$(wildcard tests/support/*.c))
LIBSUPPORT  = $(BUILD)/lib/libtestsupport.a
$(LIBSUPPORT): $(call object,$(TEST_SUPPORT))
	$(archive)

$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(LIBSUPPORT) $(LIBTRAINER) $(LIBCODEGEN) $(LIBBUNDLE) $(LIBRUNTIME)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ -o $@ $(CHECK_LIBS) $(XGBOOST_LIBS) $(BUNDLE_LIBS) -lpthread

$(BUILD)/obj/tests/%.o: tests/%.c Makefile
	@mkdir -p $(@D)
	$(call say,compile,$<) $(CC) $(TOOL_FLAGS) $(DEPFLAGS) $(CHECK_CFLAGS) $(XGBOOST_CFLAGS) $(CFLAGS) -Itests -c $< -o $@

# A fuzz target is linked with libFuzzer, or with a driver of ours that replays its corpus (tests/fuzz/standalone.c).
FUZZ_BIN    = $(FUZZ_SRC:%.c=$(BUILD)/%)
REPLAY_BIN  = $(FUZZ_SRC:tests/fuzz/fuzz_%.c=$(BUILD)/tests/fuzz/replay_%)
FUZZ_LIBS   = $(LIBTRAINER) $(LIBCODEGEN) $(LIBBUNDLE) $(LIBRUNTIME)

$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer $^ -o $@ $(XGBOOST_LIBS) $(BUNDLE_LIBS) -lpthread

$(BUILD)/tests/fuzz/replay_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/obj/tests/fuzz/standalone.o $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ -o $@ $(XGBOOST_LIBS) $(BUNDLE_LIBS) -lpthread

.PHONY: test-programs slow-programs fuzz-programs
test-programs: all $(TEST_BIN) $(REPLAY_BIN)
slow-programs: all $(SLOW_BIN) $(REPLAY_BIN)
fuzz-programs: $(FUZZ_BIN)

.PHONY: test
test: ## install what is missing, build, run the tests; ends with "N passed, N failed, N skipped"
	@tests/setup test
	@$(MAKE) $(QUIETLY) check

.PHONY: check
check: test-programs ## the same without installing anything
	@ESPALIER_BUILD='$(BUILD)' CC='$(CC)' tests/run $(LONG_FIRST)

.PHONY: slow
slow: ## the tests that take minutes
	@tests/setup test
	@$(MAKE) $(QUIETLY) slow-programs
	@ESPALIER_BUILD='$(BUILD)' CC='$(CC)' tests/run -t 1800 $(SLOW_BIN) $(SLOW_SH)

.PHONY: lint
lint: ## clang-format, clang-tidy and shellcheck
	@tests/setup lint
	@LINT_FLAGS='$(TOOL_FLAGS) $(XGBOOST_CFLAGS) -Iruntime -Itests' tests/lint

.PHONY: compilers
compilers: ## build without a warning and test with gcc and with clang
	@$(SUITE)/compilers

.PHONY: sanitize
sanitize: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(SUITE)/sanitize

.PHONY: valgrind
valgrind: ## the committed scorer under valgrind
	@$(SUITE)/valgrind

.PHONY: fuzz
fuzz: ## libFuzzer on every parser of foreign bytes, FUZZ_SECONDS (20) each
	@$(SUITE)/fuzz/run $(FUZZ_SECONDS)

.PHONY: newest-xgboost
newest-xgboost: ## build and test with the newest XGBoost that PyPI has
	@$(SUITE)/newest-xgboost

.PHONY: fresh-machine
fresh-machine: ## `make run` and `make test` of the last commit in a bare Debian 12 (root only)
	@tests/fresh-machine

.PHONY: check-all
check-all: ## everything above, as CI runs it
	@.ci/run

##@ Measure
BENCH_BIN = $(patsubst bench/%.c,$(BUILD)/bench/%,$(wildcard bench/*.c))
$(BUILD)/obj/bench/%.o: bench/%.c Makefile
	@mkdir -p $(@D)
	$(call say,compile,$<) $(CC) $(TOOL_FLAGS) $(DEPFLAGS) $(XGBOOST_CFLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/bench/%: $(BUILD)/obj/bench/%.o $(LIBBUNDLE) $(LIBRUNTIME)
	@mkdir -p $(@D)
	$(call say,link,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ -o $@ $(XGBOOST_LIBS) $(BUNDLE_LIBS)

.PHONY: bench bench-programs
bench-programs: $(BENCH_BIN)
bench: $(BENCH_BIN) $(ETB)/libaffluent.so ## time the example's scorer beside XGBoost's own predictor
	$(BUILD)/bench/against_xgboost $(ETB)/libaffluent.so $(ETB)/bundle/model.json $(ETB)/table.csv

##@ Housekeeping
.PHONY: format
format: ## apply .clang-format to every C file but generated/
	@tests/lint --format

.PHONY: clean
clean: ## remove $(BUILD)
	rm -rf '$(BUILD)'

.PHONY: help
help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } \
	    /^##@ / { printf "\n%s\n", substr($$0, 5); next } \
	    /^[a-z][a-z-]*:.*## / { sub(/\$$\(BUILD\)/, "$(BUILD)", $$2); printf "  make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo 'Variables: BUILD ($(BUILD)), CC ($(CC)), CFLAGS ($(CFLAGS)), LDFLAGS, PREFIX ($(PREFIX)), DESTDIR,'
	@echo '           XGBOOST_CFLAGS, XGBOOST_LIBS ($(XGBOOST_LIBS)), FUZZ_SECONDS ($(FUZZ_SECONDS)),'
	@echo '           V=1 to show commands.'

.SECONDARY:

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
