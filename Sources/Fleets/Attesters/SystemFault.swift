import Foundation

/// An error number of the system.
package struct SystemFault: Error, Hashable, Sendable, CustomStringConvertible {
  package let code: Int32

  package init(_ code: Int32) { self.code = code }

  package var description: String { String(cString: strerror(self.code)) }
}
