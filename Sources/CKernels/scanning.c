#include "scanning.h"
