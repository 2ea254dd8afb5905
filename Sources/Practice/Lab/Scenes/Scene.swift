/// One scene of the demo: something that happens in a world, and what must come of it.
package struct Scene: Sendable {
  package let number: Int
  /// In plain words.
  package let name: String
  package let expected: String
  let play: @Sendable (World) async throws -> SceneSight

  init(_ number: Int, _ name: String, expected: String, play: @escaping @Sendable (World) async throws -> SceneSight) {
    self.number = number
    self.name = name
    self.expected = expected
    self.play = play
  }

  /// All scenes, in order.
  package static let all: [Scene] = (hopScenes + agentScenes + [keyChangeScene]).sorted { $0.number < $1.number }

  /// Plays it. Whatever goes wrong is its result, so that the other scenes are still shown.
  package func run(in world: World) async -> SceneResult {
    let clock = ContinuousClock()
    let start = clock.now
    let sight: SceneSight
    do {
      sight = try await self.play(world)
    } catch {
      sight = SceneSight("failed", detail: "\(error)")
    }
    return SceneResult(
      number: self.number, name: self.name, expected: self.expected, observed: sight.observed,
      passed: sight.observed == self.expected, milliseconds: (clock.now - start).milliseconds, detail: sight.detail)
  }
}

extension Duration {
  /// Rounded to tenths.
  var milliseconds: Double { (self / .microseconds(100)).rounded() / 10 }
}
