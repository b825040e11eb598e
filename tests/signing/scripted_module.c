/* A PKCS #11 module for tests: SoftHSM with a script in between. Every call is written to a log with its thread.
 *
 * MUHR_SCRIPTED_MODULE  the module behind it (SoftHSM)
 * MUHR_SCRIPTED_SCRIPT  a file that is read again at each call; one instruction in a line:
 *     fail C_Name 0xa0        this call gives this return value (every time, while the line is there)
 *     crash C_Name            the process dies in it
 *     hang C_Name             it never comes back (or until the line has gone)
 *     flags 0x60000           set these flags of CK_TOKEN_INFO
 *     serial ABC              the token has this serial number
 *     label ABC               and this label
 *     pins 6 8                and these PIN lengths
 *     absent                  no token is there: every call of it says CKR_DEVICE_REMOVED
 *     absent-after 5          the same, once so many signatures were made after a login
 *     always                  private keys say CKA_ALWAYS_AUTHENTICATE; the PIN of each signature is looked at here
 *     pad 0x0                 a PIN given without bytes is typed at the reader: this is what comes of it
 *     pin 4711                the PIN that the reader's owner types
 *     mechanisms 0x1 0x3      the token has these only
 * MUHR_SCRIPTED_LOG     a file: "<thread> <call>" in a line; "login <user type> <length>" for each C_Login
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef unsigned long U;
typedef U (*Call)(U, U, U, U, U, U, U, U);
#define FUNCTIONS 68
struct List { unsigned char version[2]; Call call[FUNCTIONS]; };

static struct List list;
static struct List *behind;
static U authenticating; /* the session of the signature that has its PIN */
static U signatures;     /* since the last login */

static const char *NAMES[FUNCTIONS] = {
    "C_Initialize", "C_Finalize", "C_GetInfo", "C_GetFunctionList", "C_GetSlotList", "C_GetSlotInfo", "C_GetTokenInfo",
    "C_GetMechanismList", "C_GetMechanismInfo", "C_InitToken", "C_InitPIN", "C_SetPIN", "C_OpenSession",
    "C_CloseSession", "C_CloseAllSessions", "C_GetSessionInfo", "C_GetOperationState", "C_SetOperationState", "C_Login",
    "C_Logout", "C_CreateObject", "C_CopyObject", "C_DestroyObject", "C_GetObjectSize", "C_GetAttributeValue",
    "C_SetAttributeValue", "C_FindObjectsInit", "C_FindObjects", "C_FindObjectsFinal", "C_EncryptInit", "C_Encrypt",
    "C_EncryptUpdate", "C_EncryptFinal", "C_DecryptInit", "C_Decrypt", "C_DecryptUpdate", "C_DecryptFinal",
    "C_DigestInit", "C_Digest", "C_DigestUpdate", "C_DigestKey", "C_DigestFinal", "C_SignInit", "C_Sign",
    "C_SignUpdate", "C_SignFinal", "C_SignRecoverInit", "C_SignRecover", "C_VerifyInit", "C_Verify", "C_VerifyUpdate",
    "C_VerifyFinal", "C_VerifyRecoverInit", "C_VerifyRecover", "C_DigestEncryptUpdate", "C_DecryptDigestUpdate",
    "C_SignEncryptUpdate", "C_DecryptVerifyUpdate", "C_GenerateKey", "C_GenerateKeyPair", "C_WrapKey", "C_UnwrapKey",
    "C_DeriveKey", "C_SeedRandom", "C_GenerateRandom", "C_GetFunctionStatus", "C_CancelFunction", "C_WaitForSlotEvent"};
enum { INITIALIZE = 0, SLOT_LIST = 4, SLOT_INFO = 5, TOKEN_INFO = 6, MECHANISMS = 7, SESSION = 12, LOGIN = 18,
       ATTRIBUTES = 24, SIGN_INIT = 42, SIGN = 43 };
enum { OK = 0, DEVICE_REMOVED = 0x32, PIN_INCORRECT = 0xA0, USER_NOT_LOGGED_IN = 0x101 };

static void note(const char *format, ...) {
    const char *path = getenv("MUHR_SCRIPTED_LOG");
    FILE *file = path ? fopen(path, "a") : NULL;
    if (!file) return;
    va_list values;
    va_start(values, format);
    vfprintf(file, format, values);
    va_end(values);
    fclose(file);
}

/* The rest of the line that begins with this word (and, if given, this second word); 0 when there is none. */
static int said(const char *word, const char *second, char *rest, size_t size) {
    const char *path = getenv("MUHR_SCRIPTED_SCRIPT");
    FILE *file = path ? fopen(path, "r") : NULL;
    char line[256], one[256];
    int found = 0;
    if (!file) return 0;
    snprintf(one, sizeof one, second ? "%s %s" : "%s", word, second);
    while (!found && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        size_t length = strlen(one);
        if (!strncmp(line, one, length) && (line[length] == ' ' || !line[length])) {
            if (rest) snprintf(rest, size, "%s", line[length] ? line + length + 1 : "");
            found = 1;
        }
    }
    fclose(file);
    return found;
}

static int absent(void) {
    char rest[256];
    if (said("absent", NULL, NULL, 0)) return 1;
    return said("absent-after", NULL, rest, sizeof rest) && signatures >= strtoul(rest, NULL, 10);
}

/* What every call goes through first: 1 when the script has decided, its answer in *code. */
static int scripted(int at, U *code) {
    char rest[256];
    note("%ld %s\n", (long)syscall(SYS_gettid), NAMES[at]);
    if (said("crash", NAMES[at], NULL, 0)) raise(SIGSEGV);
    while (said("hang", NAMES[at], NULL, 0)) usleep(20000);
    if (said("fail", NAMES[at], rest, sizeof rest)) {
        *code = strtoul(rest, NULL, 16);
        return 1;
    }
    if (absent() && (at == TOKEN_INFO || at == MECHANISMS || at >= SESSION)) {
        *code = DEVICE_REMOVED;
        return 1;
    }
    return 0;
}

static void padded(unsigned char *field, size_t size, const char *text) {
    memset(field, ' ', size);
    memcpy(field, text, strlen(text) < size ? strlen(text) : size);
}

static U initialize(U arguments, U b, U c, U d, U e, U f, U g, U h) {
    signatures = authenticating = 0;
    return behind->call[INITIALIZE](arguments, b, c, d, e, f, g, h);
}

static U slot_list(U present, U ids, U count, U d, U e, U f, U g, U h) {
    U code = behind->call[SLOT_LIST](present, ids, count, d, e, f, g, h);
    if (code == OK && absent() && (present & 0xff)) *(U *)count = 0;
    return code;
}

static U slot_info(U slot, U info, U c, U d, U e, U f, U g, U h) {
    U code = behind->call[SLOT_INFO](slot, info, c, d, e, f, g, h);
    U *flags = (U *)(info + 96); /* after the two texts of 64 and 32 bytes */
    if (code != OK) return code;
    *flags |= 2 | 4; /* a reader with a removable token, as real ones are */
    if (absent()) *flags &= ~1UL;
    return code;
}

static U token_info(U slot, U info, U c, U d, U e, U f, U g, U h) {
    char rest[256];
    unsigned char *bytes = (unsigned char *)info;
    U code = behind->call[TOKEN_INFO](slot, info, c, d, e, f, g, h);
    U *numbers = (U *)(bytes + 96); /* flags, four counts of sessions, longest PIN, shortest PIN */
    if (code != OK || !(numbers[0] & 0x400)) return code;
    if (said("label", NULL, rest, sizeof rest)) padded(bytes, 32, rest);
    if (said("serial", NULL, rest, sizeof rest)) padded(bytes + 80, 16, rest);
    if (said("flags", NULL, rest, sizeof rest)) numbers[0] |= strtoul(rest, NULL, 16);
    if (said("pins", NULL, rest, sizeof rest)) sscanf(rest, "%lu %lu", &numbers[6], &numbers[5]);
    return code;
}

static U mechanisms(U slot, U found, U count, U d, U e, U f, U g, U h) {
    char rest[256];
    U number = 0, most = *(U *)count;
    if (!said("mechanisms", NULL, rest, sizeof rest)) return behind->call[MECHANISMS](slot, found, count, d, e, f, g, h);
    for (char *at = rest, *end; ; at = end) {
        U one = strtoul(at, &end, 16);
        if (end == at) break;
        if (found && number < most) ((U *)found)[number] = one;
        number++;
    }
    *(U *)count = number;
    return OK;
}

static U login(U session, U user, U pin, U length, U e, U f, U g, U h) {
    char rest[256];
    note("login %lu %lu\n", user, pin ? length : 0);
    if (!pin) {
        if (!said("pad", NULL, rest, sizeof rest)) return 7;
        U code = strtoul(rest, NULL, 16);
        if (code != OK) return code;
        if (!said("pin", NULL, rest, sizeof rest)) return 7;
        pin = (U)rest;
        length = strlen(rest);
    }
    if (user == 2 && said("always", NULL, NULL, 0)) {
        char right[256];
        said("pin", NULL, right, sizeof right);
        if (length != strlen(right) || memcmp((char *)pin, right, length)) return PIN_INCORRECT;
        authenticating = session;
        return OK;
    }
    signatures = 0;
    return behind->call[LOGIN](session, user, pin, length, e, f, g, h);
}

static U sign_init(U session, U mechanism, U key, U d, U e, U f, U g, U h) {
    authenticating = 0;
    return behind->call[SIGN_INIT](session, mechanism, key, d, e, f, g, h);
}

static U sign(U session, U data, U size, U signature, U length, U f, U g, U h) {
    if (said("always", NULL, NULL, 0) && authenticating != session) return USER_NOT_LOGGED_IN;
    signatures++;
    return behind->call[SIGN](session, data, size, signature, length, f, g, h);
}

struct Attribute { U type; void *value; U length; };

static U attributes(U session, U object, U wanted, U count, U e, U f, U g, U h) {
    struct Attribute *all = (struct Attribute *)wanted;
    U code = behind->call[ATTRIBUTES](session, object, wanted, count, e, f, g, h);
    for (U at = 0; code == OK && at < count; at++)
        if (all[at].type == 0x202 && all[at].value && all[at].length == 1 && said("always", NULL, NULL, 0))
            *(unsigned char *)all[at].value = 1;
    return code;
}

static Call instead(int at) {
    switch (at) {
        case INITIALIZE: return initialize;
        case SLOT_LIST: return slot_list;
        case SLOT_INFO: return slot_info;
        case TOKEN_INFO: return token_info;
        case MECHANISMS: return mechanisms;
        case LOGIN: return login;
        case ATTRIBUTES: return attributes;
        case SIGN_INIT: return sign_init;
        case SIGN: return sign;
        default: return behind->call[at];
    }
}

/* One entry for each function: the arguments are passed on as they came (integers and pointers only). */
#define ENTRY(at) \
    static U entry_##at(U a, U b, U c, U d, U e, U f, U g, U h) { \
        U code; \
        return scripted(at, &code) ? code : instead(at)(a, b, c, d, e, f, g, h); \
    }
#define TEN(X, t) X(t##0) X(t##1) X(t##2) X(t##3) X(t##4) X(t##5) X(t##6) X(t##7) X(t##8) X(t##9)
#define ALL(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) TEN(X, 1) TEN(X, 2) TEN(X, 3) TEN(X, 4) TEN(X, 5) \
    X(60) X(61) X(62) X(63) X(64) X(65) X(66) X(67)
ALL(ENTRY)

U C_GetFunctionList(struct List **given) {
    if (!behind) {
        const char *path = getenv("MUHR_SCRIPTED_MODULE");
        void *module = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
        U (*get)(struct List **) = module ? (U (*)(struct List **))dlsym(module, "C_GetFunctionList") : NULL;
        if (!get || get(&behind) != OK) return 5;
        list.version[0] = 2;
        list.version[1] = 40;
#define PUT(at) list.call[at] = entry_##at;
        ALL(PUT)
    }
    *given = &list;
    return OK;
}
