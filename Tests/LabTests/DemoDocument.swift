/// What `warifu demo --json` promises.
struct DemoDocument: Decodable {
  struct Scene: Decodable {
    let number: Int
    let name: String
    let expected: String
    let observed: String
    let passed: Bool
    let milliseconds: Double
  }

  struct Registration: Decodable {
    let trials: Int
    let medianMilliseconds: Double
    let p95Milliseconds: Double
    let stalls: Int
  }

  let schema: Int
  let scenes: [Scene]
  let registration: Registration
}
