/// Collects what is wrong with the parts of a file, so that one fault does not hide those of the other parts.
package struct SettingsFaults {
  package private(set) var all: [SettingsError] = []

  package init() {}

  package mutating func add(_ fault: SettingsError) { self.all.append(fault) }

  package mutating func add(contentsOf faults: [SettingsError]) { self.all += faults }

  /// - Returns: what was read; nil where that failed, which is then among the faults.
  package mutating func attempt<Value>(_ read: () throws(SettingsError) -> Value) -> Value? {
    do throws(SettingsError) {
      return try read()
    } catch {
      self.all.append(error)
      return nil
    }
  }
}
