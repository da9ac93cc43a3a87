#pragma once

// What a command answers, and how it is written. Data first, looks later: a Report holds the same
// answer twice, as objects for programs and as lines for people, and makes only the one it is
// asked for. The keys of the objects are the columns of tsv, so the formats cannot drift apart.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace calbook {

struct Value;

/// A member of an object, under its key, a literal. A template only because a Value may hold it.
template <class Held>
struct Keyed {
  std::string_view key;
  Held value;
};

using Member = Keyed<Value>;
using List = std::vector<Value>;
using Object = std::vector<Member>;  ///< In the order in which it is written.
using Objects = std::vector<Object>;

/// What JSON can say.
struct Value {
  Value() = default;
  Value(bool boolean) : is{boolean} {}
  Value(std::int64_t number) : is{number} {}
  Value(std::string text) : is{std::move(text)} {}
  Value(std::string_view text) : is{std::string{text}} {}
  Value(const char* text) : is{std::string{text}} {}
  Value(List list);
  Value(Object object);
  template <class Held>
  Value(const std::optional<Held>& held) : Value{held ? Value{*held} : Value{}} {}

  std::variant<std::nullptr_t, bool, std::int64_t, std::string, List, Object> is;
};

/// Colour for people, or none.
class Ink {
 public:
  enum class Use { plain, coloured };
  explicit Ink(Use use) : use_{use} {}

  std::string strong(std::string_view text) const;
  std::string faint(std::string_view text) const;
  std::string warning(std::string_view text) const;

 private:
  std::string painted(std::string_view text, std::string_view code) const;
  Use use_;
};

/// What a command answers.
struct Report {
  enum class Shape { single, list };
  Shape shape = Shape::list;
  std::vector<std::string_view> columns;        ///< Of tsv: keys of the objects.
  std::function<Objects()> objects;             ///< One, when the shape is single.
  std::function<std::string(const Ink&)> text;  ///< Whole lines; none for an empty list.
  std::function<std::string()> brief;           ///< Instead of the text, when only a script reads; may be none.
  std::string nothing;                          ///< What to tell a person at a terminal when the list is empty.
  /// Of a list that may be long: makes the next piece of it, none at the end. This report is the first.
  std::function<std::optional<Report>()> next;
};

enum class Format { text, json, jsonl, tsv };
enum class Header { hidden, shown };

/// One line, without a line break. Non-printable characters are escaped, stray bytes are U+FFFD.
std::string json(const Value& value);

/// How a report is to look.
struct Looks {
  Format format;
  Header header;
  Ink ink;
  bool brief;  ///< Of text, only what a script needs.
};

/// Writes a report, piece after piece where it comes in pieces.
class Writer {
 public:
  explicit Writer(const Looks& looks) : looks_{looks} {}

  /// What is written for a piece; for the first also what stands above it.
  std::string piece(const Report& report);
  /// What stands below the last.
  std::string end() const;

 private:
  std::string objects_as_json(const Report& report);

  Looks looks_;
  Report::Shape shape_ = Report::Shape::list;
  bool begun_ = false;    ///< Whether a piece was written.
  bool objects_ = false;  ///< Whether an object was.
};

}  // namespace calbook
