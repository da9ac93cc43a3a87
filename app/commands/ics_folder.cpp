#include "commands/ics_folder.hpp"

#include <algorithm>
#include <set>

#include "calendar/error.hpp"

namespace calbook {

using calendar::Entries;
using calendar::Entry;
using calendar::ExportFolder;
using calendar::Owner;
using calendar::Reference;

namespace {

constexpr std::string_view ending = ".ics";

// The references in the names of this calendar's files.
std::vector<Reference> references_in(const ExportFolder& folder, const calendar::FileIdentity& file) {
  std::vector<Reference> found;
  for (const std::string& name : folder.names(ending)) {
    const std::string_view uid{name.data(), name.size() - ending.size()};
    if (const auto ref = calendar::reference_in(uid, file)) found.push_back(*ref);
  }
  return found;
}

// Empty for what has no entry of its own any more.
Entries entry_of(const Reference& ref, calendar::Calendar& calendar) {
  try {
    const auto found = calendar.find(ref);
    const auto* appointment = std::get_if<calendar::Appointment>(&found);
    Entries one = appointment != nullptr ? calendar.entries({*appointment}) : calendar.entries({}, {ref});
    if (!one.entries.empty() && one.entries.front().ref() != ref) one.entries.clear();
    return one;
  } catch (const calendar::Error& error) {
    if (error.code() != calendar::Code::unknown_reference) throw;
    return {};
  }
}

bool is_one_of(const std::vector<Owner>& owners, const Owner& owner) {
  return owners.empty() || std::ranges::find(owners, owner.name, &Owner::name) != owners.end();
}

PlannedIcsFile planned(const Entries& entries, const Entry& entry, const calendar::IcsWriting& how) {
  return {uid_of(entry.ref(), entries.file), entry.cancelled() ? "" : ics_of(entries, entry, how)};
}

}  // namespace

std::vector<PlannedIcsFile> planned_files(const ExportFolder& folder, calendar::Calendar& calendar,
                                          const Entries& exported, const std::vector<Owner>& owners,
                                          const calendar::IcsWriting& how) {
  std::vector<PlannedIcsFile> files;
  std::set<Reference> seen;
  for (const Entry& entry : exported.entries) {
    seen.insert(entry.ref());
    files.push_back(planned(exported, entry, how));
  }
  for (const Reference& ref : references_in(folder, exported.file)) {
    if (seen.contains(ref)) continue;
    const Entries one = entry_of(ref, calendar);
    const bool stays = !one.entries.empty() && is_one_of(owners, one.owners.front().owner);
    files.push_back(stays ? planned(one, one.entries.front(), how) : PlannedIcsFile{uid_of(ref, exported.file), {}});
  }
  return files;
}

void write_files(const ExportFolder& folder, const std::vector<PlannedIcsFile>& planned,
                 const std::function<void(ShownIcsFile)>& done) {
  for (const auto& [uid, bytes] : planned) {
    const std::string name = uid + std::string{ending};
    if (!bytes.empty()) {
      if (folder.put(name, bytes)) done({name, uid, ShownIcsFile::Deed::written});
    } else if (folder.bytes(name).find("UID:" + uid) != std::string::npos) {
      folder.remove(name);
      done({name, uid, ShownIcsFile::Deed::removed});
    }
  }
}

}  // namespace calbook
