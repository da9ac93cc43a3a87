#include "commands/references.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace calbook {

using calendar::Appointment;
using calendar::Reference;

Appointment found_appointment(const std::string& typed, Session& session, Binding binding) {
  const Reference ref{typed};
  Appointment appointment = session.calendar().appointment(ref);
  if (binding == Binding::to_typed_owner)
    session.must_be_of_typed_owner(fmt::format("appointment {}", ref.str()), appointment.owner);
  return appointment;
}

std::vector<Appointment> found_appointments(const std::vector<std::string>& typed, Session& session) {
  std::vector<Appointment> found;
  for (const std::string& word : typed) {
    Appointment appointment = found_appointment(word, session);
    const bool named_already = std::ranges::find(found, appointment.ref, &Appointment::ref) != found.end();
    if (!named_already) found.push_back(std::move(appointment));
  }
  return found;
}

}  // namespace calbook
