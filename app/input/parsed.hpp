#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "text/complaint.hpp"

namespace calbook {

/// The result of a parser: a value, or what is wrong with the input. Used like std::expected.
template <class T>
class [[nodiscard]] Parsed {
 public:
  Parsed(T value) : result_{std::in_place_index<0>, std::move(value)} {}
  Parsed(Complaint complaint) : result_{std::in_place_index<1>, std::move(complaint)} {}

  explicit operator bool() const { return result_.index() == 0; }
  /// Must hold: it has a value.
  const T& operator*() const { return *std::get_if<0>(&result_); }
  const T* operator->() const { return std::get_if<0>(&result_); }
  /// Must hold: it has no value.
  const Complaint& complaint() const { return *std::get_if<1>(&result_); }

  /// The value. Throws InputError with the complaint if there is none.
  T value() const {
    if (!*this) throw InputError{complaint()};
    return **this;
  }

  /// The result of `next` for the value, or the same complaint.
  template <class Next>
  std::invoke_result_t<Next, const T&> and_then(Next&& next) const {
    if (!*this) return complaint();
    return std::forward<Next>(next)(**this);
  }

 private:
  std::variant<T, Complaint> result_;
};

}  // namespace calbook
