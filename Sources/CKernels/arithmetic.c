#include "arithmetic.h"
