import Yams

/// What a YAML file holds as one value, for rooms that read it by a schema of their own and know no YAML. Scalars stay
/// the texts that they are written as.
package indirect enum SettingsTree: Sendable, Hashable {
  case text(String)
  /// A key without a value, or `null` without quotation marks.
  case nothing
  case list([SettingsTree])
  case map([Field])

  package struct Field: Sendable, Hashable {
    package let key: String
    package let value: SettingsTree

    package init(key: String, value: SettingsTree) {
      self.key = key
      self.value = value
    }
  }
}

extension SettingsTree {
  init(_ node: Node) {
    switch node {
    case .scalar(let scalar):
      let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      self = isNothing ? .nothing : .text(scalar.string)
    case .sequence(let sequence): self = .list(sequence.map { Self($0) })
    case .mapping(let mapping):
      self = .map(mapping.map { Field(key: $0.key.scalar?.string ?? "", value: Self($0.value)) })
    // Aliases were refused when the file was read.
    case .alias: self = .nothing
    }
  }
}
