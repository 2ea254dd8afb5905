import NIOCore

/// Gives the page to whoever asks. One that was made less than a second ago is given again, so that nobody keeps the agent
/// busy by asking.
actor MetricsDesk {
  private let make: @Sendable () async -> String
  private var made: (at: ContinuousClock.Instant, page: Task<ByteBuffer, Never>)?

  init(_ make: @escaping @Sendable () async -> String) {
    self.make = make
  }

  func page() async -> ByteBuffer {
    if let made, made.at.duration(to: .now) < .seconds(1) { return await made.page.value }
    let make = self.make
    let page = Task { ByteBuffer(string: await make()) }
    self.made = (.now, page)
    return await page.value
  }
}
