/// Something did not become true of a browser in time.
struct Late: Error, CustomStringConvertible {
  let text: String
  var description: String { self.text }
}
