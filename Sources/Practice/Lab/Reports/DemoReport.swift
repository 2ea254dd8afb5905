/// What `warifu demo --json` prints.
package struct DemoReport: Encodable, Sendable {
  package let schema = 1
  package let scenes: [SceneResult]
  package let registration: RegistrationFigure

  package var allPassed: Bool { self.scenes.allSatisfy(\.passed) }

  /// Plays all scenes in a world, then measures registrations.
  package static func make(
    in world: World, trials: Int, tell: @escaping @Sendable (DemoEvent) -> Void
  ) async throws -> DemoReport {
    var results: [SceneResult] = []
    for scene in Scene.all {
      tell(.begins(scene))
      let result = await scene.run(in: world)
      results.append(result)
      tell(.ended(result))
    }
    tell(.registered(0, of: trials))
    let figure = try await world.measureRegistration(trials: trials) { tell(.registered($0, of: trials)) }
    return DemoReport(scenes: results, registration: figure)
  }
}
