#pragma once
// ASSAY_ASSERT: an invariant of ours. It is checked in every build and ends the process; it never judges what a peer sent.

namespace assay {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}

#define ASSAY_ASSERT(condition) ((condition) ? void(0) : ::assay::assertion_failed(#condition, __FILE__, __LINE__))
