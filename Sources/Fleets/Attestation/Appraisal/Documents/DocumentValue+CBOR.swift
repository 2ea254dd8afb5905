extension DocumentValue {
  /// The same value in CBOR; its encoding is deterministic, so that equal documents have equal octets.
  var cbor: CBOR {
    switch self {
    case .text(let text): .text(text)
    case .integer(let number): .int(number)
    case .flag(let flag): .bool(flag)
    case .nothing: .null
    case .list(let values): .array(values.map(\.cbor))
    case .map(let fields): .map(fields.map { CBOR.Entry(.text($0.key), $0.value.cbor) })
    }
  }

  /// nil for what no document has: octets, tags, keys that are no text or a long one, numbers beyond 64 bits.
  init?(cbor: CBOR) {
    switch cbor {
    case .text(let text): self = .text(text)
    case .unsigned, .negative:
      guard let number = cbor.integer else { return nil }
      self = .integer(number)
    case .bool(let flag): self = .flag(flag)
    case .null: self = .nothing
    case .array(let items):
      let values = items.compactMap { Self(cbor: $0) }
      guard values.count == items.count else { return nil }
      self = .list(values)
    case .map(let entries):
      let fields = entries.compactMap { entry -> Field? in
        guard case .text(let key) = entry.key, key.utf8.count <= StrictJSON.longestWord,
          let value = Self(cbor: entry.value)
        else { return nil }
        return Field(key, value)
      }
      guard fields.count == entries.count else { return nil }
      self = .map(fields)
    case .bytes, .tagged: return nil
    }
  }
}
