import Foundation

/// What the system says about the last failed call, in words.
package func systemReason(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
}
