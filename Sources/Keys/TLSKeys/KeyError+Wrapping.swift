extension KeyError {
  /// Runs a parser of another library; its errors become ``malformed(_:)``, and name only `structure`.
  ///
  /// Their own words are dropped: they may quote octets of a private key.
  static func wrapping<Value>(_ structure: String, _ body: () throws -> Value) throws(KeyError) -> Value {
    do {
      return try body()
    } catch let error as KeyError {
      throw error
    } catch {
      throw .malformed("this is no proper \(structure)")
    }
  }
}
