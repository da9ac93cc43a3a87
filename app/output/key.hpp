#pragma once

#include <string_view>

namespace calbook {

/// A key of the objects that a command prints: a key of JSON, a column, a field of a template.
struct Key {
  /// What stands under it, if not null.
  enum class Kind {
    text,
    prose,  ///< A text that people wrote: a narrow terminal may cut it.
    number,
    truth,
    time,  ///< RFC 3339.
    json,  ///< A list or an object.
  };

  std::string_view name;
  Kind kind;

  bool is_text() const { return kind == Kind::text || kind == Kind::prose; }

  bool operator==(const Key&) const = default;
};

}  // namespace calbook
