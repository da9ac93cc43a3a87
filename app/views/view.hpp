#pragma once

// How the values of a noun are shown. A View has a table of columns, from which all formats for
// programs are made, lines for people, and a word for scripts. list_report() and single_report() turn
// values and their view into a Report. Each noun has its own file.

#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "output/report.hpp"

namespace calbook {

/// What a Value that is made of this is.
template <class Held>
inline constexpr Key::Kind kind_of = std::same_as<Held, bool>                                 ? Key::Kind::truth
                                     : std::integral<Held>                                    ? Key::Kind::number
                                     : std::same_as<Held, List> || std::same_as<Held, Object> ? Key::Kind::json
                                                                                              : Key::Kind::text;
template <class Held>
inline constexpr Key::Kind kind_of<std::optional<Held>> = kind_of<Held>;

/// A property of T: its key, and how to get it.
template <class T>
struct Column {
  std::string_view key;
  Key::Kind kind;
  Value (*of)(const T&);

  /// `Of` is a lambda without captures whose result converts to a Value; what that is has to be said where the
  /// result is a Value already or a time.
  template <class Of>
  constexpr Column(std::string_view name, Of,
                   Key::Kind what = kind_of<std::remove_cvref_t<std::invoke_result_t<Of, const T&>>>)
      : key{name}, kind{what}, of{[](const T& shown) -> Value { return Of{}(shown); }} {}
};

/// How values of T are shown. Must have static lifetime: reports point to it.
template <class T>
struct View {
  std::span<const Column<T>> columns;          ///< In the order of JSON.
  std::span<const std::string_view> tsv = {};  ///< The keys of tsv, in its order; empty: all, as in JSON.
  std::string (*lines)(std::span<const T> shown, const Style& style);
  std::string (*quiet)(const T& shown) = nullptr;  ///< What a script needs; empty: nothing.

  Object object(const T& shown) const {
    Object object;
    object.reserve(columns.size());
    for (const Column<T>& column : columns) object.push_back({column.key, column.of(shown)});
    return object;
  }

  List list(std::span<const T> all) const {
    List list;
    for (const T& shown : all) list.emplace_back(object(shown));
    return list;
  }

  std::vector<Key> keys() const {
    std::vector<Key> keys;
    for (const Column<T>& column : columns) keys.push_back({column.key, column.kind});
    return keys;
  }

  std::vector<std::string_view> tsv_columns() const {
    std::vector<std::string_view> keys{tsv.begin(), tsv.end()};
    if (!keys.empty()) return keys;
    for (const Column<T>& column : columns) keys.push_back(column.key);
    return keys;
  }
};

/// Whether lines say whose a value is.
enum class OwnerColumn { hidden, shown };

/// The lines of a list or of a page of it.
template <class T>
using Lines = std::function<std::string(std::span<const T> page, const Style& style)>;

/// A list, in the order given; `lines` takes the place of the view's.
template <class T>
Report list_report(std::vector<T> values, const View<T>& view, std::string when_empty = {}, Lines<T> lines = {}) {
  const auto all = std::make_shared<const std::vector<T>>(std::move(values));
  Report report;
  report.columns = view.tsv_columns();
  report.objects = [all, &view](const TakeObject& take) {
    for (const T& shown : *all) take(view.object(shown));
  };
  report.text = [all, &view, lines = std::move(lines)](const Style& style) {
    return lines ? lines(*all, style) : view.lines(*all, style);
  };
  if (view.quiet != nullptr) {
    report.quiet = [all, &view] {
      std::string words;
      for (const T& shown : *all) {
        if (const std::string word = view.quiet(shown); !word.empty()) words += word + "\n";
      }
      return words;
    };
  }
  report.when_empty = std::move(when_empty);
  return report;
}

/// The next values of a long list, perhaps none; nothing at its end.
template <class T>
using Pages = std::function<std::optional<std::vector<T>>()>;

/// A list that is produced and written one page at a time; `lines` takes the place of the view's.
template <class T>
Report list_report(Pages<T> pages, const View<T>& view, std::string when_empty = {}, Lines<T> lines = {}) {
  Report report = list_report(std::vector<T>{}, view, std::move(when_empty));
  report.next = [pages = std::move(pages), &view, lines = std::move(lines)]() -> std::optional<Report> {
    auto page = pages();
    if (!page) return std::nullopt;
    return list_report(*std::move(page), view, {}, lines);
  };
  return report;
}

enum class Quiet { silent, named };

/// One value; with --quiet, what the view defines for scripts, or nothing.
template <class T>
Report single_report(T value, const View<T>& view, Quiet quiet = Quiet::silent) {
  std::vector<T> values;
  values.push_back(std::move(value));
  Report report = list_report(std::move(values), view);
  report.shape = Report::Shape::single;
  if (quiet == Quiet::silent) report.quiet = nullptr;
  return report;
}

}  // namespace calbook
