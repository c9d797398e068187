/* command_line.c - options as CPython's command takes them, Weft's own under -X, and the environment.
 *
 * Guarantees: an option that nobody knows and a value that does not fit are errors, never ignored;
 * of what follows -X, names that Weft does not know are kept for sys._xoptions, as in CPython. A
 * variable counts when it is set and not empty, and -E and -I leave them all out.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "embed/command_line.h"

const char weft__command_help[] =
    "usage: weft [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "Runs a Python program on all cores.\n\n"
    "-c cmd         run a program given as text (ends the options)\n"
    "-m mod         run a module as a program (ends the options)\n"
    "file           run a file; a folder or package is run by its __main__.py\n"
    "-              run what standard input holds\n"
    "-i             go on interactively afterwards\n"
    "-E             ignore the environment variables that begin with PYTHON\n"
    "-I             isolated: like -E, and the script's folder is not in sys.path\n"
    "-P             do not put the script's or the present folder in sys.path\n"
    "-O             leave assert statements out; -OO docstrings, too\n"
    "-q             no banner\n"
    "-u             do not buffer standard output and standard error\n"
    "-V             print the version and end (also --version)\n"
    "-W filter      add a filter to the warnings: action:message:category:module:line\n"
    "-x             skip the first line of the file\n"
    "-h             print this text and end (also --help)\n"
    "-X dev         show all warnings (sys.flags.dev_mode)\n"
    "-X int_max_str_digits=N most digits of an int in text (640 or more; 0: no limit)\n"
    "-X stats       print what the specializer and the collector did, at the end\n"
    "-X stats=json  the same as one line of JSON\n"
    "-X memory=BYTES         let the program use so many bytes (suffixes K, M, G)\n"
    "-X warm-up=N            executions before an instruction specializes\n"
    "-X hash-seed=N          fix the hashes of strings\n"
    "-X torture-collect=N    collect at every Nth allocation\n"
    "-X torture-fail=N       let the Nth allocation fail\n"
    "-X first-type-version=N start numbering class versions at N (tests)\n"
    "-X first-keys-version=N start numbering dictionary versions at N (tests)\n"
    "-b             warn when bytes meet text; -bb makes it an error\n"
    "-B, -d, -R, -s, -S, -v  are accepted and change nothing but sys.flags\n";

static bool usage_error(const char *message)
{
    fprintf(stderr, "%s\nusage: weft [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
                    "Try `weft -h' for more information.\n", message);
    return false;
}

/* ---- -X ---- */

typedef struct NumberOption {
    const char *name;
    uint64_t most;
    bool suffixes; /* K, M, G */
} NumberOption;
enum { OPTION_MEMORY, OPTION_WARM_UP, OPTION_HASH_SEED, OPTION_COLLECT, OPTION_FAIL,
       OPTION_TYPE_VERSION, OPTION_KEYS_VERSION, OPTION_COUNT };
static const NumberOption number_options[OPTION_COUNT] = {
    [OPTION_MEMORY] = {"memory", SIZE_MAX, true},
    [OPTION_WARM_UP] = {"warm-up", 250, false},
    [OPTION_HASH_SEED] = {"hash-seed", UINT64_MAX, false},
    [OPTION_COLLECT] = {"torture-collect", UINT64_MAX, false},
    [OPTION_FAIL] = {"torture-fail", INT64_MAX, false},
    [OPTION_TYPE_VERSION] = {"first-type-version", UINT32_MAX, false},
    [OPTION_KEYS_VERSION] = {"first-keys-version", UINT32_MAX, false},
};

/* Digits, then perhaps a suffix, and nothing more. */
static bool parse_number(const NumberOption *option, const char *text, uint64_t *number)
{
    if (*text < '0' || *text > '9') {
        return false;
    }
    char *end;
    errno = 0;
    unsigned long long digits = strtoull(text, &end, 10);
    unsigned shift = 0;
    if (option->suffixes && *end != 0 && strchr("KMG", *end) != NULL) {
        shift = *end == 'K' ? 10 : *end == 'M' ? 20 : 30;
        end++;
    }
    if (errno != 0 || *end != 0 || digits > option->most >> shift) {
        return false;
    }
    *number = (uint64_t)digits << shift;
    return true;
}

static void set_number(RuntimeOptions *runtime, int option, uint64_t n)
{
    switch (option) {
    case OPTION_MEMORY: runtime->byte_budget = (size_t)n; break;
    case OPTION_WARM_UP: runtime->warm_up = (uint32_t)n + 1; break;
    case OPTION_HASH_SEED: runtime->hash_seed = n; break;
    case OPTION_COLLECT: runtime->collect_every = n; break;
    case OPTION_FAIL: runtime->fail_at = (int64_t)n; break;
    case OPTION_TYPE_VERSION: runtime->first_type_version = (uint32_t)n; break;
    default: runtime->first_keys_version = (uint32_t)n; break;
    }
}

static bool extended_option(CommandLine *line, const char *text)
{
    if (strcmp(text, "stats") == 0 || strcmp(text, "stats=json") == 0) {
        line->start.statistics = true;
        line->statistics_json = text[5] != 0;
        return true;
    }
    for (int i = 0; i < OPTION_COUNT; i++) {
        size_t length = strlen(number_options[i].name);
        if (strncmp(text, number_options[i].name, length) != 0 ||
            (text[length] != '=' && text[length] != 0)) {
            continue;
        }
        uint64_t n;
        if (text[length] == 0 || !parse_number(&number_options[i], text + length + 1, &n)) {
            char message[160];
            snprintf(message, sizeof message, "-X %.100s: not a number that fits", text);
            return usage_error(message);
        }
        set_number(&line->start.runtime, i, n);
        return true;
    }
    if (strcmp(text, "dev") == 0) {
        line->start.system.dev_mode = 1;
    } else if (strcmp(text, "utf8") == 0 || strcmp(text, "utf8=1") == 0) {
        line->start.system.utf8_mode = 1;
    }
    return strncmp(text, "stats=", 6) == 0 ? usage_error("-X stats takes no value but json") : true;
}

/* ---- letters ---- */

static void flag_option(CommandLine *line, char letter)
{
    SystemOptions *system = &line->start.system;
    switch (letter) {
    case 'b': system->bytes_warning++; break;
    case 'd': system->debug++; break;
    case 'E': system->ignore_environment = 1; break;
    case 'i': system->inspect = 1; system->interactive = 1; break;
    case 'I':
        system->isolated = 1;
        system->ignore_environment = 1;
        system->no_user_site = 1;
        system->safe_path = 1;
        break;
    case 'O': line->start.runtime.optimize += line->start.runtime.optimize < 2; break;
    case 'P': system->safe_path = 1; break;
    case 'q': system->quiet = 1; break;
    case 'R': break; /* hashes are random in any case */
    case 's': system->no_user_site = 1; break;
    case 'S': system->no_site = 1; break;
    case 'u': line->start.unbuffered = true; break;
    case 'v': system->verbose++; break;
    case 'V': line->version = true; break;
    case 'h': case '?': line->help = true; break;
    case 'x': line->skip_first_line = true; break;
    default: system->no_bytecode = 1; break; /* B: none is ever written, but sys tells of it */
    }
}

typedef struct Cursor {
    int argc;
    char **argv;
    int at;
    size_t warnings, extended; /* of the lists */
} Cursor;

/* An option with a value; *stop: the options end here. */
static bool value_option(Cursor *cursor, CommandLine *line, const char *letter, bool *stop)
{
    const char *value = letter[1] != 0 ? letter + 1
                        : cursor->at + 1 < cursor->argc ? cursor->argv[++cursor->at]
                                                        : NULL;
    if (value == NULL) {
        char message[64];
        snprintf(message, sizeof message, "Argument expected for the -%c option", *letter);
        return usage_error(message);
    }
    if (*letter == 'W') {
        line->warnings[cursor->warnings++] = value;
    } else if (*letter == 'X') {
        line->extended[cursor->extended++] = value;
        return extended_option(line, value);
    } else {
        *(*letter == 'c' ? &line->command : &line->module) = value;
        *stop = true;
    }
    return true;
}

/* One argument of letters: -Ou, -ic CODE. */
static bool letters(Cursor *cursor, CommandLine *line, bool *stop)
{
    for (const char *p = cursor->argv[cursor->at] + 1; *p != 0; p++) {
        if (strchr("cmWX", *p) != NULL) {
            return value_option(cursor, line, p, stop);
        }
        if (strchr("bBdEiIOPqRsSuvVh?x", *p) == NULL) {
            char message[64];
            snprintf(message, sizeof message, "Unknown option: -%c", *p);
            return usage_error(message);
        }
        flag_option(line, *p);
    }
    return true;
}

static bool long_option(CommandLine *line, const char *option)
{
    if (strcmp(option, "--help") == 0) {
        line->help = true;
    } else if (strcmp(option, "--version") == 0) {
        line->version = true;
    } else {
        char message[160];
        snprintf(message, sizeof message, "unknown option %.100s", option);
        return usage_error(message);
    }
    return true;
}

/* ---- the environment ---- */

/* A variable that counts: set, not empty, and not to be ignored. */
static const char *environment(const CommandLine *line, const char *name)
{
    const char *value = line->start.system.ignore_environment ? NULL : getenv(name);
    return value == NULL || *value == 0 ? NULL : value;
}

/* A variable that stands for an option: a number counts like so many letters, any other text like one. */
static void environment_flag(const CommandLine *line, const char *name, unsigned *flag)
{
    const char *value = environment(line, name);
    if (value == NULL) {
        return;
    }
    char *end;
    long number = strtol(value, &end, 10);
    unsigned level = *end != 0 || number < 0 || number > INT32_MAX ? 1 : (unsigned)number;
    if (*flag < level) {
        *flag = level;
    }
}

static bool fatal_error(const char *where, const char *format, const char *name)
{
    fprintf(stderr, "Fatal Python error: %s: ", where);
    fprintf(stderr, format, name);
    fputs("\nPython runtime state: preinitialized\n\n", stderr);
    return false;
}

/* PYTHONHASHSEED: "random", or the number that the hashes of texts depend on. */
static bool read_hash_seed(CommandLine *line)
{
    static const NumberOption option = {"PYTHONHASHSEED", UINT32_MAX, false};
    const char *value = environment(line, option.name);
    uint64_t seed;
    if (value == NULL || strcmp(value, "random") == 0) {
        return true;
    }
    if (!parse_number(&option, value, &seed)) {
        return fatal_error("config_init_hash_seed",
                           "%s must be \"random\" or an integer in range [0; 4294967295]", option.name);
    }
    line->start.system.fixed_hashes = seed == 0;
    if (line->start.runtime.hash_seed == 0) { /* -X hash-seed is the stronger */
        line->start.runtime.hash_seed = seed + 1;
    }
    return true;
}

static bool int_digits(CommandLine *line, const char *name, const char *value)
{
    static const NumberOption option = {"digits", INT32_MAX, false};
    uint64_t digits;
    if (!parse_number(&option, value, &digits) || (digits != 0 && digits < INT_DIGITS_LEAST)) {
        return fatal_error("config_init_int_max_str_digits",
                           "%s: invalid limit; must be >= 640 or 0 for unlimited.", name);
    }
    line->start.system.int_digits_given = true;
    line->start.system.int_digits = (int32_t)digits;
    return true;
}

/* The limit of digits, from the variable and then from -X, which is the stronger. */
static bool read_int_digits(CommandLine *line)
{
    static const char name[] = "int_max_str_digits";
    const char *value = environment(line, "PYTHONINTMAXSTRDIGITS");
    if (value != NULL && !int_digits(line, "PYTHONINTMAXSTRDIGITS", value)) {
        return false;
    }
    for (const char **each = line->extended; *each != NULL; each++) {
        size_t length = sizeof name - 1;
        if (strncmp(*each, name, length) != 0 || ((*each)[length] != '=' && (*each)[length] != 0)) {
            continue;
        }
        const char *digits = *each + length + ((*each)[length] == '=');
        bool nothing = digits[-1] == '=' && *digits == 0; /* stands for no limit */
        if (!int_digits(line, "-X int_max_str_digits", nothing ? "0" : digits)) {
            return false;
        }
    }
    return true;
}

static bool read_variables(CommandLine *line)
{
    SystemOptions *system = &line->start.system;
    unsigned unbuffered = 0;
    environment_flag(line, "PYTHONDEBUG", &system->debug);
    environment_flag(line, "PYTHONVERBOSE", &system->verbose);
    environment_flag(line, "PYTHONOPTIMIZE", &line->start.runtime.optimize);
    environment_flag(line, "PYTHONINSPECT", &system->inspect);
    environment_flag(line, "PYTHONDONTWRITEBYTECODE", &system->no_bytecode);
    environment_flag(line, "PYTHONNOUSERSITE", &system->no_user_site);
    environment_flag(line, "PYTHONUNBUFFERED", &unbuffered);
    environment_flag(line, "PYTHONUTF8", &system->utf8_mode);
    system->no_bytecode = system->no_bytecode != 0; /* yes or no, however often it is said */
    system->no_user_site = system->no_user_site != 0;
    system->dev_mode |= environment(line, "PYTHONDEVMODE") != NULL;
    system->safe_path |= environment(line, "PYTHONSAFEPATH") != NULL;
    line->start.unbuffered |= unbuffered > 0;
    line->start.encoding = environment(line, "PYTHONIOENCODING");
    line->search_path = environment(line, "PYTHONPATH");
    return read_hash_seed(line) && read_int_digits(line);
}

/* The list of warning filters: what -X dev adds, then PYTHONWARNINGS, then -W, then -b; the last one is
 * the strongest. */
static bool read_filters(CommandLine *line, size_t given)
{
    const char *value = environment(line, "PYTHONWARNINGS");
    const SystemOptions *system = &line->start.system;
    size_t count = 3;
    for (const char *p = value; p != NULL && *p != 0; p++) {
        count += *p == ',';
    }
    const char **all = calloc(given + count + 1, sizeof *all);
    line->environment = value == NULL ? NULL : strdup(value);
    if (all == NULL || (value != NULL && line->environment == NULL)) {
        free(all);
        return false;
    }
    size_t filled = 0;
    if (system->dev_mode) {
        all[filled++] = "default";
    }
    char *rest = NULL;
    for (char *each = value == NULL ? NULL : strtok_r(line->environment, ",", &rest); each != NULL;
         each = strtok_r(NULL, ",", &rest)) {
        all[filled++] = each;
    }
    memcpy(all + filled, line->warnings, given * sizeof *all);
    filled += given;
    if (system->bytes_warning) {
        all[filled] = system->bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning";
    }
    free(line->warnings);
    line->warnings = all;
    line->start.system.warnings = all;
    return true;
}

static int no_memory(void)
{
    fputs("weft: out of memory while starting\n", stderr);
    return 1;
}

int weft__command_line_parse(int argc, char **argv, CommandLine *line)
{
    memset(line, 0, sizeof *line);
    line->start.argc = argc;
    line->start.argv = argv;
    line->start.std_streams = true;
    line->warnings = calloc((size_t)argc + 1, sizeof *line->warnings);
    line->extended = calloc((size_t)argc + 1, sizeof *line->extended);
    if (line->warnings == NULL || line->extended == NULL) {
        return no_memory();
    }
    line->start.system.warnings = line->warnings;
    line->start.system.extended = line->extended;
    Cursor cursor = {argc, argv, 1, 0, 0};
    bool stop = false;
    for (; !stop && cursor.at < argc; cursor.at++) {
        const char *option = argv[cursor.at];
        if (option[0] != '-' || option[1] == 0) {
            break;
        }
        if (strcmp(option, "--") == 0) {
            cursor.at++;
            break;
        }
        if (!(option[1] == '-' ? long_option(line, option) : letters(&cursor, line, &stop))) {
            return 2;
        }
    }
    if (!stop) {
        line->file = cursor.at < argc ? argv[cursor.at++] : NULL;
    }
    line->first_argument = cursor.at;
    if (!read_variables(line)) {
        return 1;
    }
    return read_filters(line, cursor.warnings) ? 0 : no_memory();
}

void weft__command_line_free(CommandLine *line)
{
    free(line->warnings);
    free(line->extended);
    free(line->environment);
    line->environment = NULL;
    line->warnings = NULL;
    line->extended = NULL;
}
