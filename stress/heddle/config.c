/* What the command wishes, from the environment: HEDDLE_CONFIG holds words `name=number`, the decisions of a
 * schedule (`schedule=at:kind:value,...`) and orders that are weaker in this run (`weaken=place:order,...`).
 * Whatever the text is, nothing beyond it is read and no list grows over its end. */
#include "state.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const char *field(const char *text, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = text; at; at = strchr(at, ' '), at = at ? at + 1 : NULL)
        if (!strncmp(at, name, length) && at[length] == '=')
            return at + length + 1;
    return NULL;
}

static uint64_t number(const char *text, const char *name, uint64_t usual)
{
    const char *at = field(text, name);
    return at ? strtoull(at, NULL, 0) : usual;
}

/* Behind a separator; at the end of the text, the end. */
static char *behind(char *separator) { return *separator ? separator + 1 : separator; }

/* schedule=at:kind:value,... */
static void read_schedule(const char *text)
{
    const char *at = field(text, "schedule");
    if (!at)
        return;
    H.replaying = true;
    H.schedule = heddle__map((1 << 16) * sizeof *H.schedule);
    while (*at >= '0' && *at <= '9' && H.schedule_count < 1 << 16) {
        char *end;
        struct deviation *deviation = &H.schedule[H.schedule_count++];
        deviation->at = (uint32_t)strtoul(at, &end, 10);
        deviation->kind = (uint16_t)strtoul(behind(end), &end, 10);
        deviation->value = (uint16_t)strtoul(behind(end), &end, 10);
        at = *end == ',' ? end + 1 : end;
    }
}

static int map_board(const char *text)
{
    int board = (int)number(text, "board", (uint64_t)-1);
    H.board = board >= 0 ? mmap(NULL, sizeof *H.board, PROT_READ | PROT_WRITE, MAP_SHARED, board, 0)
                         : heddle__map_shared(sizeof *H.board);
    if (H.board == MAP_FAILED) {
        H.board = NULL;
        heddle__cannot("board", "cannot map the file of the command");
    }
    H.board->magic = BOARD_MAGIC;
    return board;
}

/* A constructor asks for what is refused, before the configuration is read: the command has to hear of it. */
void heddle__board_early(void)
{
    const char *text = getenv("HEDDLE_CONFIG");
    if (text && !H.told_early) {
        H.told_early = true;
        map_board(text);
    }
}

/* weaken=pc:order,... with program counters relative to the image */
static void read_weakenings(const char *text)
{
    const char *at = field(text, "weaken");
    while (at && *at >= '0' && *at <= '9' && H.weaken_count < sizeof H.weaken / sizeof H.weaken[0]) {
        char *end;
        uintptr_t pc = strtoull(at, &end, 0);
        H.weaken[H.weaken_count].pc = pc + H.image_base;
        H.weaken[H.weaken_count++].order = (uint8_t)strtoul(behind(end), &end, 10);
        at = *end == ',' ? end + 1 : end;
    }
}

void heddle__read_config(void)
{
    const char *text = getenv("HEDDLE_CONFIG");
    H.by_hand = !text;
    if (!text)
        text = "output=1";
    struct config *c = &H.config;
    c->from = number(text, "from", 0);
    c->seeds = number(text, "seeds", 1);
    c->stride = number(text, "stride", 1);
    c->strategy = (enum strategy)number(text, "strategy", STRATEGY_PORTFOLIO);
    c->model = (enum model)number(text, "model", MODEL_RC11);
    c->depth = (uint32_t)number(text, "depth", 3);
    c->max_steps = (uint32_t)number(text, "max_steps", 2000000);
    c->spurious = (uint32_t)number(text, "spurious", 0);
    c->unroll = (uint32_t)number(text, "unroll", 16);
    c->mode = (uint32_t)number(text, "mode", 0);
    c->max_executions = number(text, "max_executions", 1000000);
    c->c11_sequences = number(text, "c11_sequences", 0);
    c->keep_going = number(text, "keep_going", 0);
    c->leaks = number(text, "leaks", 0);
    c->output = number(text, "output", 0);
    c->strict_init = number(text, "strict_init", 1);
    c->record = number(text, "record", 0);
    c->sites = number(text, "sites", 0);
    c->shrink = number(text, "shrink", 0);
    c->timeout = (uint32_t)number(text, "timeout", 10);
    c->memory = number(text, "memory", (uint64_t)1 << 28);
    c->result_fd = (int)number(text, "result", (uint64_t)-1);
    H.width = (uint32_t)number(text, "width", 8);
    if (H.width == 0 || H.width > MAX_WIDTH)
        H.width = 8;
    read_schedule(text);
    read_weakenings(text);
    int board = map_board(text);
    if (board >= 0)
        unsetenv("HEDDLE_CONFIG");
}
