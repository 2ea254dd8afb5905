package import Attestation

/// What is in a store, as far as it was read: pieces that lead to the root of their folder, and what was passed over.
package struct CollateralContents: Sendable {
  /// Sorted by their paths.
  package private(set) var pieces: [EndorsedPiece] = []
  package private(set) var passedOver: [PassedOver] = []

  /// A file that is of no use, and why.
  package struct PassedOver: Hashable, Sendable {
    /// Within the store.
    package let path: String
    package let problem: String
  }

  struct File {
    let name: String
    let octets: [UInt8]
  }

  package init() {}

  /// Verifies the files of one folder together: each needs the certificates above it.
  init(_ root: CollateralRoot, _ files: [File]) {
    var bag = CollateralBag()
    var problems: [[UInt8]: String] = [:]
    for file in files {
      do throws(EvidenceError) {
        try bag.add(file.octets)
      } catch {
        problems[file.octets] = error.message
      }
    }
    let sorting = CollateralSorting(bag, roots: TrustedRoots(simulated: root.simulatedDigests))
    for refusal in sorting.refusals { problems[refusal.octets] = refusal.error.message }
    let found = Dictionary(sorting.pieces.map { ($0.octets, $0) }) { first, _ in first }
    for file in files {
      let path = "\(root.name)/\(file.name)"
      if let piece = found[file.octets] {
        if piece.path == path {
          self.pieces.append(piece)
        } else {
          self.passOver(path, "it is what \(piece.path) should be")
        }
      } else {
        self.passOver(path, problems[file.octets] ?? "it is not in the form that a store keeps")
      }
    }
  }

  mutating func add(_ other: CollateralContents) {
    self.pieces += other.pieces
    self.passedOver += other.passedOver
  }

  mutating func passOver(_ path: String, _ problem: String) {
    self.passedOver.append(PassedOver(path: path, problem: problem))
  }

  mutating func replace(_ piece: EndorsedPiece) {
    self.pieces.removeAll { $0.path == piece.path }
    self.pieces.append(piece)
  }

  /// What leads to the vendors' roots and to these made-up ones, by their digests.
  package func under(simulated digests: Set<[UInt8]>) -> CollateralContents {
    var contents = self
    contents.pieces.removeAll { !$0.root.simulatedDigests.isSubset(of: digests) }
    return contents
  }

  package func piece(at path: String) -> EndorsedPiece? { self.pieces.first { $0.path == path } }

  package func piece(_ root: CollateralRoot, _ subject: CollateralSubject) -> EndorsedPiece? {
    self.pieces.first { $0.root == root && $0.subject == subject }
  }

  /// All pieces as a bag, to verify others beside them.
  package func bag() throws(EvidenceError) -> CollateralBag {
    var bag = CollateralBag()
    for piece in self.pieces { try bag.add(piece.octets) }
    return bag
  }
}
