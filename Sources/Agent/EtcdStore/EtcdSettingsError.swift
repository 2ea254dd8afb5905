/// What is wrong with the settings of a store on etcd.
package struct EtcdSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
