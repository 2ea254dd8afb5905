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
}
