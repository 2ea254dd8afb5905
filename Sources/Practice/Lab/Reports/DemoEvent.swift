/// What the demo tells while it runs.
package enum DemoEvent: Sendable {
  case begins(Scene)
  case ended(SceneResult)
  /// So many registrations of the figure are done.
  case registered(Int, of: Int)
}
