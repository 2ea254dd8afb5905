/// One field of a file: what it is called, what stands there, what that means.
struct ShownField: Sendable {
  /// In JSON.
  let key: String
  /// For people.
  let label: String
  /// nil where there are only parts.
  var value: ShownValue?
  /// For people; may be empty.
  var meaning = ""
  var parts: [ShownField] = []
  /// Whether the parts are the elements of a list, which JSON writes without their keys.
  var isList = false

  init(_ key: String, _ label: String, _ value: ShownValue, _ meaning: String = "", parts: [ShownField] = []) {
    self.key = key
    self.label = label
    self.value = value
    self.meaning = meaning
    self.parts = parts
  }

  /// Parts under a heading.
  init(_ key: String, _ label: String, _ meaning: String = "", parts: [ShownField]) {
    self.key = key
    self.label = label
    self.meaning = meaning
    self.parts = parts
  }

  /// A list, whose elements bear labels for people.
  init(list key: String, _ label: String, _ meaning: String = "", _ elements: [ShownField]) {
    self.init(key, label, meaning, parts: elements)
    self.isList = true
  }
}
