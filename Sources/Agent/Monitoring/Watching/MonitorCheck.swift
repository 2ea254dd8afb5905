/// Something else that is tried once a pass, such as a partner's link; it notes itself what came of it.
package struct MonitorCheck: Sendable {
  package let run: @Sendable () async -> Void

  package init(_ run: @escaping @Sendable () async -> Void) {
    self.run = run
  }
}
