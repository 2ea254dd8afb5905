import ArgumentParser
import Collateral
import Foundation
import Settings

/// Which store of collateral a command uses.
struct CollateralStoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the store. (default: \(Self.rootFolder) for root, else warifu/collateral in XDG_CACHE_HOME or ~/.cache)",
      valueName: "folder"),
    completion: .directory)
  var store: String?

  private static let rootFolder = "/var/lib/warifu/collateral"

  var value: CollateralStore {
    let usual = geteuid() == 0 ? Self.rootFolder : UserFolders.current.cache + "/collateral"
    return CollateralStore(folder: URL(fileURLWithPath: self.store ?? usual).path)
  }

  /// ` --store FOLDER` for a command that is shown to be copied; nothing where none was named.
  var argument: String { self.store.map { " --store \($0.shellWord)" } ?? "" }

  /// The store to look at. One that is named has to be there: with a mistyped path all would seem well for ever.
  func existing() throws(Complaint) -> CollateralStore {
    let store = try self.writable()
    guard let named = self.store, !store.exists else { return store }
    throw Complaint(
      .usage, code: "collateralStore", subject: named,
      message: "there is no store of collateral at \(named), or none that you may see",
      next:
        "Correct --store, or make a store there: warifu collateral import FILE, or warifu collateral fetch --for FILE")
  }

  /// The store to put something into, which makes it where there is none.
  func writable() throws(Complaint) -> CollateralStore {
    let store = self.value
    guard let named = self.store, !store.exists, FileManager.default.fileExists(atPath: store.folder) else {
      return store
    }
    throw Complaint(
      .usage, code: "collateralStore", subject: named,
      message: "\(named) is no folder, so that it is no store of collateral",
      next: "Name the folder of a store with --store.")
  }
}
