#pragma once
#include <stddef.h>
#include <stdint.h>
#include "anchors.h"
#include "arithmetic.h"
#include "scanning.h"
#include "columnar.h"
