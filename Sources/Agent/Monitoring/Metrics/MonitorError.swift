/// Why what the agent's file says of monitoring cannot be done.
package struct MonitorError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
