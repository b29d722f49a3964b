// Debian: nettle-dev.
#include <nettle/sha2.h>
