#pragma once

#include <string>
#include <string_view>

namespace calendar {

/// Something about a usable file that its owner should know.
struct Finding {
  std::string_view check;  ///< permissions, file_system, journal_mode, schema, indexes.
  std::string message;
  bool fixed;
};

/// What to do about findings.
enum class Fix {
  nothing,
  lossless,  ///< Repair what can be repaired without loss.
};

}  // namespace calendar
