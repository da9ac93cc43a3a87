#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace calbook {

struct Value;

/// A member of an object; the key is a literal. A template only because a Value may contain it.
template <class Held>
struct Keyed {
  std::string_view key;
  Held value;
};

using Member = Keyed<Value>;
using List = std::vector<Value>;
using Object = std::vector<Member>;  ///< In the order in which it is written.

/// A list of objects that are made one by one while it is written, because it is long.
struct Objects {
  std::function<void(const std::function<void(const Object&)>& take)> each;
};

/// A JSON value.
struct Value {
  Value() = default;
  Value(bool boolean) : is{boolean} {}
  Value(std::integral auto number) : is{std::int64_t{number}} {}
  Value(std::string text) : is{std::move(text)} {}
  Value(std::string_view text) : is{std::string{text}} {}
  Value(const char* text) : is{std::string{text}} {}
  Value(List list);
  Value(Object object);
  Value(Objects objects);
  template <class Held>
  Value(const std::optional<Held>& held) : Value{held ? Value{*held} : Value{}} {}

  std::variant<std::nullptr_t, bool, std::int64_t, std::string, List, Object, Objects> is;
};

/// One line, without a line break. Non-printable characters are escaped, stray bytes are U+FFFD.
std::string json(const Value& value);

/// The same for an object, appended to `out`.
void append_json(std::string& out, const Object& object);

}  // namespace calbook
