/*
 * unicode_names.c - from the name of a character to the character, as \N{...} needs it.
 *
 * The names are those of libunistring, which has all that the Unicode character database gives, but
 * neither the ideographs, whose names are made of their code points, nor the aliases of control
 * characters, which have no other name.
 */
#include "compile/parser.h"

#include <string.h>
#include <strings.h>
#include <unictype.h>
#include <uniname.h>

enum { LONGEST_NAME = 255 };

static const struct {
    uint32_t code_point;
    const char *name;
} control_names[] = {
    {0x00, "NULL"}, {0x00, "NUL"}, {0x01, "START OF HEADING"}, {0x01, "SOH"},
    {0x02, "START OF TEXT"}, {0x02, "STX"}, {0x03, "END OF TEXT"}, {0x03, "ETX"},
    {0x04, "END OF TRANSMISSION"}, {0x04, "EOT"}, {0x05, "ENQUIRY"}, {0x05, "ENQ"},
    {0x06, "ACKNOWLEDGE"}, {0x06, "ACK"}, {0x07, "ALERT"}, {0x07, "BEL"}, {0x08, "BACKSPACE"},
    {0x08, "BS"}, {0x09, "CHARACTER TABULATION"}, {0x09, "HORIZONTAL TABULATION"}, {0x09, "HT"},
    {0x09, "TAB"}, {0x0A, "LINE FEED"}, {0x0A, "NEW LINE"}, {0x0A, "END OF LINE"}, {0x0A, "LF"},
    {0x0A, "NL"}, {0x0A, "EOL"}, {0x0B, "LINE TABULATION"}, {0x0B, "VERTICAL TABULATION"},
    {0x0B, "VT"}, {0x0C, "FORM FEED"}, {0x0C, "FF"}, {0x0D, "CARRIAGE RETURN"}, {0x0D, "CR"},
    {0x0E, "SHIFT OUT"}, {0x0E, "LOCKING-SHIFT ONE"}, {0x0E, "SO"}, {0x0F, "SHIFT IN"},
    {0x0F, "LOCKING-SHIFT ZERO"}, {0x0F, "SI"}, {0x10, "DATA LINK ESCAPE"}, {0x10, "DLE"},
    {0x11, "DEVICE CONTROL ONE"}, {0x11, "DC1"}, {0x12, "DEVICE CONTROL TWO"}, {0x12, "DC2"},
    {0x13, "DEVICE CONTROL THREE"}, {0x13, "DC3"}, {0x14, "DEVICE CONTROL FOUR"}, {0x14, "DC4"},
    {0x15, "NEGATIVE ACKNOWLEDGE"}, {0x15, "NAK"}, {0x16, "SYNCHRONOUS IDLE"}, {0x16, "SYN"},
    {0x17, "END OF TRANSMISSION BLOCK"}, {0x17, "ETB"}, {0x18, "CANCEL"}, {0x18, "CAN"},
    {0x19, "END OF MEDIUM"}, {0x19, "EOM"}, {0x1A, "SUBSTITUTE"}, {0x1A, "SUB"}, {0x1B, "ESCAPE"},
    {0x1B, "ESC"}, {0x1C, "INFORMATION SEPARATOR FOUR"}, {0x1C, "FILE SEPARATOR"}, {0x1C, "FS"},
    {0x1D, "INFORMATION SEPARATOR THREE"}, {0x1D, "GROUP SEPARATOR"}, {0x1D, "GS"},
    {0x1E, "INFORMATION SEPARATOR TWO"}, {0x1E, "RECORD SEPARATOR"}, {0x1E, "RS"},
    {0x1F, "INFORMATION SEPARATOR ONE"}, {0x1F, "UNIT SEPARATOR"}, {0x1F, "US"}, {0x7F, "DELETE"},
    {0x7F, "DEL"}, {0x80, "PADDING CHARACTER"}, {0x80, "PAD"}, {0x81, "HIGH OCTET PRESET"},
    {0x81, "HOP"}, {0x82, "BREAK PERMITTED HERE"}, {0x82, "BPH"}, {0x83, "NO BREAK HERE"},
    {0x83, "NBH"}, {0x84, "INDEX"}, {0x84, "IND"}, {0x85, "NEXT LINE"}, {0x85, "NEL"},
    {0x86, "START OF SELECTED AREA"}, {0x86, "SSA"}, {0x87, "END OF SELECTED AREA"}, {0x87, "ESA"},
    {0x88, "CHARACTER TABULATION SET"}, {0x88, "HTS"}, {0x88, "HORIZONTAL TABULATION SET"},
    {0x89, "CHARACTER TABULATION WITH JUSTIFICATION"},
    {0x89, "HORIZONTAL TABULATION WITH JUSTIFICATION"}, {0x89, "HTJ"},
    {0x8A, "LINE TABULATION SET"}, {0x8A, "VERTICAL TABULATION SET"}, {0x8A, "VTS"},
    {0x8B, "PARTIAL LINE FORWARD"}, {0x8B, "PLD"}, {0x8B, "PARTIAL LINE DOWN"},
    {0x8C, "PARTIAL LINE BACKWARD"}, {0x8C, "PLU"}, {0x8C, "PARTIAL LINE UP"},
    {0x8D, "REVERSE LINE FEED"}, {0x8D, "REVERSE INDEX"}, {0x8D, "RI"}, {0x8E, "SINGLE SHIFT TWO"},
    {0x8E, "SS2"}, {0x8E, "SINGLE-SHIFT-2"}, {0x8F, "SINGLE SHIFT THREE"}, {0x8F, "SINGLE-SHIFT-3"},
    {0x8F, "SS3"}, {0x90, "DEVICE CONTROL STRING"}, {0x90, "DCS"}, {0x91, "PRIVATE USE ONE"},
    {0x91, "PRIVATE USE-1"}, {0x91, "PU1"}, {0x92, "PRIVATE USE TWO"}, {0x92, "PRIVATE USE-2"},
    {0x92, "PU2"}, {0x93, "SET TRANSMIT STATE"}, {0x93, "STS"}, {0x94, "CANCEL CHARACTER"},
    {0x94, "CCH"}, {0x95, "MESSAGE WAITING"}, {0x95, "MW"}, {0x96, "START OF GUARDED AREA"},
    {0x96, "START OF PROTECTED AREA"}, {0x96, "SPA"}, {0x97, "END OF GUARDED AREA"},
    {0x97, "END OF PROTECTED AREA"}, {0x97, "EPA"}, {0x98, "START OF STRING"}, {0x98, "SOS"},
    {0x99, "SINGLE GRAPHIC CHARACTER INTRODUCER"}, {0x99, "SGC"},
    {0x9A, "SINGLE CHARACTER INTRODUCER"}, {0x9A, "SCI"}, {0x9B, "CONTROL SEQUENCE INTRODUCER"},
    {0x9B, "CSI"}, {0x9C, "STRING TERMINATOR"}, {0x9C, "ST"}, {0x9D, "OPERATING SYSTEM COMMAND"},
    {0x9D, "OSC"}, {0x9E, "PRIVACY MESSAGE"}, {0x9E, "PM"}, {0x9F, "APPLICATION PROGRAM COMMAND"},
    {0x9F, "APC"},
};

static bool find_ideograph(const char *name, size_t length, uint32_t *code_point)
{
    static const char prefix[] = "CJK UNIFIED IDEOGRAPH-";
    size_t skip = sizeof prefix - 1;
    if ((length != skip + 4 && length != skip + 5) || memcmp(name, prefix, skip) != 0) {
        return false;
    }
    uint32_t value = 0;
    for (size_t i = skip; i < length; i++) {
        char c = name[i];
        if (c >= '0' && c <= '9') {
            value = value << 4 | (uint32_t)(c - '0');
        } else if (c >= 'A' && c <= 'F') {
            value = value << 4 | (uint32_t)(c - 'A' + 10);
        } else {
            return false;
        }
    }
    *code_point = value;
    /* The compatibility ideographs that count as unified have proper names. */
    return uc_is_property_unified_ideograph(value) && !(value >= 0xF900 && value <= 0xFAFF);
}

/* The longest of the parts with which the rest of a name begins; -1: none. */
static int longest_part(const char *const *parts, int count, const char **rest, const char *end)
{
    int best = -1;
    size_t best_length = 0;
    for (int i = 0; i < count; i++) {
        size_t n = strlen(parts[i]);
        if (n <= (size_t)(end - *rest) && memcmp(parts[i], *rest, n) == 0 && (best < 0 || n > best_length)) {
            best = i;
            best_length = n;
        }
    }
    *rest += best_length;
    return best;
}

/* Names of Korean syllables are made of their letters': Unicode 14, section 3.12. */
static bool find_syllable(const char *name, size_t length, uint32_t *code_point)
{
    static const char prefix[] = "HANGUL SYLLABLE ";
    static const char *const leading[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S",
                                          "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
    static const char *const vowels[] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE",
                                         "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"};
    static const char *const trailing[] = {"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG",
                                           "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
                                           "SS", "NG", "J", "C", "K", "T", "P", "H"};
    if (length < sizeof prefix - 1 || memcmp(name, prefix, sizeof prefix - 1) != 0) {
        return false;
    }
    const char *rest = name + sizeof prefix - 1, *end = name + length;
    int first = longest_part(leading, 19, &rest, end);
    int middle = longest_part(vowels, 21, &rest, end);
    int last = longest_part(trailing, 28, &rest, end);
    if (middle < 0 || rest != end) {
        return false;
    }
    *code_point = 0xAC00 + (uint32_t)((first * 21 + middle) * 28 + last);
    return true;
}

bool weft__find_unicode_name(const char *name, size_t length, uint32_t *code_point)
{
    char terminated[LONGEST_NAME + 1];
    if (length > LONGEST_NAME || memchr(name, '\0', length) != NULL) {
        return false;
    }
    memcpy(terminated, name, length);
    terminated[length] = '\0';
    if (find_syllable(name, length, code_point)) { /* unicode_name_character() does not know all of them */
        return true;
    }
    ucs4_t found = unicode_name_character(terminated);
    if (found != UNINAME_INVALID) {
        *code_point = found;
        return true;
    }
    for (size_t i = 0; i < sizeof control_names / sizeof control_names[0]; i++) {
        if (strcasecmp(control_names[i].name, terminated) == 0) {
            *code_point = control_names[i].code_point;
            return true;
        }
    }
    return find_ideograph(name, length, code_point);
}
