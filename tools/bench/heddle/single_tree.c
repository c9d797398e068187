/* One thread, pointers: a binary search tree that grows, is walked and is freed. Prints a check value. */
#include <stdio.h>
#include <stdlib.h>

typedef struct Node {
    struct Node *left, *right;
    unsigned key, count;
} Node;

static Node *insert(Node *node, unsigned key)
{
    if (node == NULL) {
        node = malloc(sizeof *node);
        *node = (Node){.key = key, .count = 1};
    } else if (key < node->key) {
        node->left = insert(node->left, key);
    } else if (key > node->key) {
        node->right = insert(node->right, key);
    } else {
        node->count++;
    }
    return node;
}

static unsigned drop(Node *node)
{
    if (node == NULL)
        return 0;
    unsigned sum = node->count * node->key + drop(node->left) + drop(node->right);
    free(node);
    return sum;
}

int main(void)
{
    unsigned state = 7, check = 0;
    for (int round = 0; round < 120; round++) {
        Node *root = NULL;
        for (int i = 0; i < 10000; i++) {
            state = state * 1664525u + 1013904223u;
            root = insert(root, state >> 18);
        }
        check ^= drop(root);
    }
    printf("%u\n", check);
    return 0;
}
