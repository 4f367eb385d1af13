// Loops that pay for being compiled twice: for every machine, and for those with AVX2.
#pragma once
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("avx2", "default")))
#else
#define CLONED
#endif
