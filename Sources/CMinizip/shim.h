// Debian: libminizip-dev, zlib1g-dev.
#include <minizip/unzip.h>
