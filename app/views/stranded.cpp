#include "views/stranded.hpp"

#include "views/lines.hpp"
#include "views/objects.hpp"

namespace calbook {

Report with_stranded(Report report, const std::vector<calendar::Appointment>& stranded,
                     const calendar::TimeZone& zone) {
  report.columns.push_back("stranded");
  report.objects = [objects = std::move(report.objects), stranded, zone] {
    Objects with = objects();
    for (Object& object : with) object.push_back({"stranded", appointment_list(stranded, zone)});
    return with;
  };
  report.text = [text = std::move(report.text), stranded, zone](const Style& style) {
    if (stranded.empty()) return text(style);
    std::vector<ShownAppointment> shown;
    for (const calendar::Appointment& appointment : stranded) shown.push_back({appointment, zone});
    return text(style) + style.warning("Still booked, outside these hours:") + "\n" +
           appointment_lines(shown, OwnerColumn::hidden, style);
  };
  return report;
}

}  // namespace calbook
