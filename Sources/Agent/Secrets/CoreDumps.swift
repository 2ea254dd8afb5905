import Foundation

/// A core dump would hold every key of the process.
package enum CoreDumps {
  /// From now on this process, and those it starts, leave none.
  package static func forbid() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
