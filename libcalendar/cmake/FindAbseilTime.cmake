# Finds abseil's time library; defines AbseilTime::AbseilTime.
#
# absl::time names the shared objects, sixteen of them, and loading those takes longer than all
# that calbook does. So the archives are taken where the system has them.

include(FindPackageHandleStandardArgs)

find_package(absl QUIET CONFIG)
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_absl_time QUIET absl_time)
endif()

set(AbseilTime_archives)
foreach(name IN LISTS PC_absl_time_STATIC_LIBRARIES)
  if(name MATCHES "^absl_")
    find_library(AbseilTime_${name}_archive NAMES lib${name}.a HINTS ${PC_absl_time_STATIC_LIBRARY_DIRS})
    mark_as_advanced(AbseilTime_${name}_archive)
    list(APPEND AbseilTime_archives "${AbseilTime_${name}_archive}")
  endif()
endforeach()

if(AbseilTime_archives AND NOT "${AbseilTime_archives}" MATCHES "NOTFOUND")
  set(AbseilTime_libraries "${AbseilTime_archives}")
elseif(TARGET absl::time)
  set(AbseilTime_libraries absl::time)
endif()

find_package_handle_standard_args(AbseilTime REQUIRED_VARS AbseilTime_libraries)

if(AbseilTime_FOUND AND NOT TARGET AbseilTime::AbseilTime)
  find_package(Threads REQUIRED)
  add_library(AbseilTime::AbseilTime INTERFACE IMPORTED)
  target_link_libraries(AbseilTime::AbseilTime INTERFACE ${AbseilTime_libraries} Threads::Threads)
  if(TARGET absl::time)
    target_compile_features(AbseilTime::AbseilTime INTERFACE cxx_std_17)
  endif()
endif()
