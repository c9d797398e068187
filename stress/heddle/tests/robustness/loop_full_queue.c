/* expect: OK runs=300
 * run: --seeds 300 --strategy rr */
#include "../../../../tools/bench/heddle/queue_thousand.c"
