#pragma once

#include <string_view>

namespace calbook {

/// A key of the objects that a command prints: a key of JSON, a column, a field of a template.
struct Key {
  /// What stands under it, if not null.
  enum class Kind {
    text,
    number,
    truth,
    time,  ///< RFC 3339.
    json,  ///< A list or an object.
  };

  std::string_view name;
  Kind kind;

  bool operator==(const Key&) const = default;
};

}  // namespace calbook
