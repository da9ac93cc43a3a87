#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "output/json.hpp"
#include "output/key.hpp"

namespace calbook {

/// What is wrong with the text of a template.
struct TemplateFault {
  std::size_t place;         ///< Which character, counted from 1.
  std::string why;           ///< "'nam' is no column"
  bool unknown_key = false;  ///< `why` begins with it.
};

/// How a field is written: fmt's [[fill]align][width][.precision][type].
struct FieldFormat {
  enum class Align { left, right, middle };

  std::string fill = " ";  ///< Of one cell.
  Align align = Align::left;
  std::size_t width = 0;                 ///< In cells.
  std::optional<std::size_t> precision;  ///< The most cells of a text.
  std::string time;                      ///< A pattern as strftime's; empty: RFC 3339.
};

/// A line for an object, written as a text with fields in braces: "{start:%a %H:%M}  {name:<20}". What surrounds the
/// fields is printed as it is, and what is in them is printable, too; null is empty. A line takes time and memory in
/// proportion to its length, which no field makes longer than its value by more than `widest` cells.
class Template {
 public:
  static constexpr std::size_t widest = 500;

  /// Reads the text; its fields must be `keys`.
  static std::variant<Template, TemplateFault> read(std::string_view text, std::span<const Key> keys);

  /// Those that it has fields of.
  std::vector<std::string_view> keys() const;
  /// Whole, with its line break.
  std::string line(const Object& object) const;

 private:
  struct Field {
    std::string before;  ///< The text between it and the field before.
    std::string_view key;
    FieldFormat format;
  };
  friend class TemplateReader;

  std::vector<Field> fields_;
  std::string rest_;
};

}  // namespace calbook
