// References and short names: holding one is proof that it is valid, and it reads back as the same.

#include <cstdint>
#include <cstring>

#include "calendar/appointment.hpp"
#include "calendar/short_name.hpp"
#include "property.hpp"
#include "text/scanner.hpp"

using calendar::Code;
using calendar::Reference;

namespace {

bool all_in(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

void check_reference(const Reference& ref) {
  must_hold(ref.str().size() == 6, "a reference has six characters");
  must_hold(all_in(ref.str(), "23456789ABCDEFGHJKMNPQRSTVWXYZ"), "a reference has characters of its alphabet");
  must_hold(Reference{calbook::lower(ref.str())} == ref, "a reference reads back in any case");
}

template <class Name>
void check_name(std::string_view text) {
  const auto name = read_or_refused({Code::invalid_name}, [&] { return Name{text}; });
  if (!name) return;
  must_hold(name->str() == text, "a name is what was typed");
  must_hold(!text.empty() && text.size() <= 32 && text.front() != '-',
            "a name has 1 to 32 characters, not '-' in front");
  must_hold(all_in(text, "abcdefghijklmnopqrstuvwxyz0123456789-"), "a name has characters of a-z, 0-9 and '-'");
}

}  // namespace

void check(std::string_view text) {
  const auto ref = read_or_refused({Code::unknown_reference}, [&] { return Reference{text}; });
  if (ref) check_reference(*ref);
  check_name<calendar::OwnerName>(text);
  check_name<calendar::ServiceName>(text);

  std::uint64_t number = 0;
  std::memcpy(&number, text.data(), std::min(text.size(), sizeof number));
  check_reference(Reference::of_number(static_cast<std::int64_t>(number >> 1), {}));
}
