import Foundation
import NIOCore

extension IOError {
  /// The operating system's words for a failed call, without the call.
  var words: String { String(cString: strerror(self.errnoCode)) }
}
