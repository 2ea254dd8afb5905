import Lab
import Testing

/// What holds in every browser that lets the extension enforce.
extension TwoBrowsers {
  /// It goes where the user wants to go all the same, once.
  func expectGoingOnOnce() async throws {
    let before = self.requests(.stray, "/pay")
    try await self.guarded.visit(self.world.url(.shop, "/offer"))
    try await self.guarded.waitUntilStopped()
    try await self.guarded.click("#details summary")
    try await self.guarded.click("#goOn")
    try await self.guarded.waitUntil(at: self.world.url(.stray, "/pay"))
    #expect(self.requests(.stray, "/pay") == before + 1)
    try await self.guarded.visit(self.world.url(.shop, "/offer"))
    try await self.guarded.waitUntilStopped()
    #expect(self.requests(.stray, "/pay") == before + 1)
  }

  /// A page in a sandbox sends nobody on unseen; without the extension it does, and with it to a declared host.
  func expectNobodySentOnUnseen(by body: SandboxBody) async throws {
    for (browser, destination) in [
      (self.plain, LabHost.stray), (self.guarded, .payment), (self.guarded, .stray),
    ] {
      let (begin, path) = body.lay(to: destination, in: self.world)
      try await browser.visit(self.world.url(.shop, begin))
      if browser === self.guarded, destination == .stray {
        try await browser.waitUntilStopped()
        #expect(self.requests(.stray, path) == 0)
      } else {
        try await browser.wait(for: "the destination") { self.requests(destination, path) == 1 }
      }
    }
  }
}
