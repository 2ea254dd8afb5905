package import Attestation
import Foundation

/// What vendors published, in files: one folder for each root, in it one file for each piece, called after what it is
/// (`Milan/crl-ARK-Milan.crl`, `Intel/tcb-info-50806f000000-0000.json`).
///
/// Files are written whole or not at all. What is read is verified up to the root that its folder is called after, so that a torn
/// or foreign file is passed over and said; whether that root is trusted, and whether a piece is in force, is for whoever verifies
/// evidence with it. Several processes may use one store: the last one to write a file wins.
package struct CollateralStore: Sendable {
  /// The most files of a folder and folders of a store that are looked at.
  package static let maximumFiles = 16_384
  package static let maximumFolders = 256

  package let folder: String

  /// - Parameter folder: a path; made when something is kept.
  package init(folder: String) { self.folder = folder }

  /// Whether there is such a folder.
  package var exists: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: self.folder, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Reads and verifies all of it. A store that is not there is empty.
  package func contents() throws(CollateralStoreError) -> CollateralContents { try self.contents { _, _ in true } }

  /// The pieces that evidence is verified with, as ``Endorsements`` takes them: those that suit it, in force or not, since what is
  /// not says why the evidence cannot be verified. None for a Nitro document.
  ///
  /// - Parameter now: Unix seconds: of two signers of the same text, the one that is in force then comes first.
  package func endorsements(for evidence: Evidence, now: Int64) throws -> [[UInt8]] {
    let demand = try CollateralDemand(evidence)
    return try self.contents(for: demand).endorsements(for: demand, now: now)
  }

  /// Reads what may concern a demand, so that a store of many chips is not read for one.
  package func contents(for demand: CollateralDemand) throws(CollateralStoreError) -> CollateralContents {
    switch demand {
    case .nothing: return CollateralContents()
    case .snp(let demand):
      let names = Set(demand.lines.map { Self.fileName(of: demand, $0) })
      return try self.contents { _, name in !name.hasPrefix("vcek-") || names.contains(name) }
    case .tdx(let demand):
      let info = CollateralSubject.tcbInfo(fmspc: demand.fmspc, pceID: demand.pceID).fileName
      return try self.contents { root, name in root == demand.root && (!name.hasPrefix("tcb-info-") || name == info) }
    }
  }

  private static func fileName(of demand: SNPDemand, _ line: SNPProductLine) -> String {
    CollateralSubject.vcek(hardwareID: demand.hardwareID(of: line), tcb: demand.report.reportedTCB).fileName
  }

  /// Keeps pieces, unless what is there is fresher.
  ///
  /// - Parameter now: Unix seconds.
  /// - Returns: what became of each, in their order.
  package func keep(
    _ pieces: [EndorsedPiece], now: Int64
  ) throws(CollateralStoreError) -> [(piece: EndorsedPiece, keeping: CollateralKeeping)] {
    let wanted = Set(pieces.map(\.path))
    // The CAs are needed to verify what is there.
    var kept = try self.contents { root, name in
      wanted.contains("\(root.name)/\(name)") || name == "root.der" || name.hasPrefix("ca-")
        || name.hasPrefix("tcb-signer-")
    }
    var results: [(piece: EndorsedPiece, keeping: CollateralKeeping)] = []
    for piece in pieces {
      let keeping = CollateralKeeping(of: piece, over: kept.piece(at: piece.path), now: now)
      if keeping.isWritten {
        try CollateralFile.write(piece.octets, named: piece.subject.fileName, in: "\(self.folder)/\(piece.root.name)")
        kept.replace(piece)
      }
      results.append((piece, keeping))
    }
    return results
  }

  private func contents(
    _ isWanted: (CollateralRoot, String) -> Bool
  ) throws(CollateralStoreError) -> CollateralContents {
    var contents = CollateralContents()
    guard self.exists else { return contents }
    for name in try CollateralFile.names(in: self.folder, atMost: Self.maximumFolders) {
      guard let root = CollateralRoot(name: name) else {
        contents.passOver(name, "this is no root's name")
        continue
      }
      let names = try CollateralFile.names(in: "\(self.folder)/\(name)", atMost: Self.maximumFiles)
      contents.add(try self.read(root, names.filter { isWanted(root, $0) }))
    }
    return contents
  }

  private func read(_ root: CollateralRoot, _ names: [String]) throws(CollateralStoreError) -> CollateralContents {
    var files: [CollateralContents.File] = []
    var contents = CollateralContents()
    for name in names {
      do throws(CollateralStoreError) {
        let octets = try CollateralFile.read("\(self.folder)/\(root.name)/\(name)")
        files.append(CollateralContents.File(name: name, octets: octets))
      } catch {
        contents.passOver("\(root.name)/\(name)", error.problem)
      }
    }
    contents.add(CollateralContents(root, files))
    return contents
  }
}
