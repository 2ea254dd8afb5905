/// One line for a person, made of pieces that each have a role. Colour and symbols come only with ``Terminal``, and
/// what came from outside can be put in as it is: control characters are made visible when the line is written.
///
///     let line: Line = "\(symbol: .good) \(host, .strong) verified"
package struct Line: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// What a piece of text is, not how it looks.
  package enum Role: Hashable, Sendable {
    case plain
    case strong
    case faint
    case good
    case bad
    case warning
    case heading
  }

  /// A sign before a line.
  package enum Symbol: Hashable, Sendable {
    case good
    case bad
    case warning
    case unknown
    case arrow
    case branch
    case lastBranch
    case trunk
    case dot
  }

  enum Piece: Hashable, Sendable {
    case text(String, Role)
    case symbol(Symbol, Role)
  }

  var pieces: [Piece]

  package init(_ text: String, _ role: Role = .plain) {
    self.pieces = [.text(text, role)]
  }

  package init(stringLiteral text: String) {
    self.init(text)
  }

  package init(stringInterpolation: StringInterpolation) {
    self.pieces = stringInterpolation.pieces
  }

  package static func + (left: Line, right: Line) -> Line {
    var line = left
    line.pieces += right.pieces
    return line
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { self.pieces.append(.text(text, .plain)) }
    }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible, _ role: Role = .plain) {
      self.pieces.append(.text(value.description, role))
    }

    package mutating func appendInterpolation(symbol: Symbol, _ role: Role? = nil) {
      self.pieces.append(.symbol(symbol, role ?? symbol.role))
    }

    package mutating func appendInterpolation(_ line: Line) {
      self.pieces += line.pieces
    }
  }
}

extension Line.Symbol {
  var role: Line.Role {
    switch self {
    case .good: .good
    case .bad: .bad
    case .warning, .unknown: .warning
    case .arrow: .plain
    case .branch, .lastBranch, .trunk, .dot: .faint
    }
  }
}
