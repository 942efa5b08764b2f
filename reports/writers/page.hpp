#pragma once
// The files of reports/page, as the build embedded them.

#include <string_view>

namespace assay::reports::page {

extern const std::string_view kHtml;  ///< the template: each "<!--NAME-->" stands for a part that html.cpp fills in
extern const std::string_view kCss;
extern const std::string_view kJs;

}  // namespace assay::reports::page
