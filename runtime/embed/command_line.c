/* command_line.c - options as CPython's command takes them, and Weft's own under -X.
 *
 * Guarantees: an option that nobody knows and a value that does not fit are errors, never ignored;
 * of what follows -X, names that Weft does not know are kept for sys._xoptions, as in CPython.
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
    "-E             ignore environment variables (PYTHONPATH, PYTHONWARNINGS, PYTHONUNBUFFERED)\n"
    "-I             isolated: like -E, and the script's folder is not in sys.path\n"
    "-P             do not put the script's or the present folder in sys.path\n"
    "-O             leave assert statements out; -OO docstrings, too\n"
    "-q             no banner\n"
    "-u             do not buffer standard output and standard error\n"
    "-V             print the version and end (also --version)\n"
    "-W filter      add a filter to the warnings: action:message:category:module:line\n"
    "-x             skip the first line of the file\n"
    "-h             print this text and end (also --help)\n"
    "-X stats       print what the specializer and the collector did, at the end\n"
    "-X stats=json  the same as one line of JSON\n"
    "-X memory=BYTES         let the program use so many bytes (suffixes K, M, G)\n"
    "-X warm-up=N            executions before an instruction specializes\n"
    "-X hash-seed=N          fix the hashes of strings\n"
    "-X torture-collect=N    collect at every Nth allocation\n"
    "-X torture-fail=N       let the Nth allocation fail\n"
    "-X first-type-version=N start numbering class versions at N (tests)\n"
    "-X first-keys-version=N start numbering dictionary versions at N (tests)\n"
    "-b, -B, -d, -s, -S, -v  are accepted and change nothing but sys.flags\n";

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
    case 's': system->no_user_site = 1; break;
    case 'S': system->no_site = 1; break;
    case 'u': line->start.unbuffered = true; break;
    case 'v': system->verbose++; break;
    case 'V': line->version = true; break;
    case 'h': case '?': line->help = true; break;
    case 'x': line->skip_first_line = true; break;
    default: break; /* B: no bytecode is ever written */
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
        if (strchr("bBdEiIOPqsSuvVh?x", *p) == NULL) {
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

/* A variable that counts: set, not empty, and not to be ignored. */
static const char *environment(const CommandLine *line, const char *name)
{
    const char *value = line->start.system.ignore_environment ? NULL : getenv(name);
    return value == NULL || *value == 0 ? NULL : value;
}

/* PYTHONWARNINGS comes before -W in the list, so that -W is the stronger. */
static bool read_environment(CommandLine *line, size_t given)
{
    const char *value = environment(line, "PYTHONWARNINGS");
    line->search_path = environment(line, "PYTHONPATH");
    line->start.unbuffered |= environment(line, "PYTHONUNBUFFERED") != NULL;
    if (value == NULL) {
        return true;
    }
    size_t count = 1;
    for (const char *p = value; *p != 0; p++) {
        count += *p == ',';
    }
    const char **both = calloc(given + count + 1, sizeof *both);
    line->environment = strdup(value);
    if (both == NULL || line->environment == NULL) {
        free(both);
        return false;
    }
    size_t filled = 0;
    char *rest = NULL;
    for (char *each = strtok_r(line->environment, ",", &rest); each != NULL;
         each = strtok_r(NULL, ",", &rest)) {
        both[filled++] = each;
    }
    memcpy(both + filled, line->warnings, given * sizeof *both);
    free(line->warnings);
    line->warnings = both;
    line->start.system.warnings = both;
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
    if (!read_environment(line, cursor.warnings)) {
        return no_memory();
    }
    return 0;
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
