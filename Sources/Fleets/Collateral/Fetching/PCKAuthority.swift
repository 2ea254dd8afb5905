/// Intel's two CAs of platforms' certificates.
package enum PCKAuthority: String, Hashable, Sendable, CaseIterable {
  case platform
  case processor

  /// By the CA's common name, `Intel SGX PCK Platform CA`.
  package init(commonName: String) { self = commonName.contains("Processor") ? .processor : .platform }
}
