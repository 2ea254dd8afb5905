/// The few operations on files that configfs-tsm is used by.
package protocol TSMFiles: Sendable {
  /// Makes a folder, which the kernel fills with attributes.
  func makeEntry(_ path: String) throws(SystemFault)

  /// Removes a folder with its attributes.
  func removeEntry(_ path: String) throws(SystemFault)

  /// Reads all of an attribute. More than `limit` octets are EFBIG.
  func read(_ path: String, limit: Int) throws(SystemFault) -> [UInt8]

  /// Writes an attribute, which must exist, by one call.
  func write(_ octets: [UInt8], to path: String) throws(SystemFault)
}
