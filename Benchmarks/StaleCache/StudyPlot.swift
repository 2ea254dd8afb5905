import Foundation

/// The plot, as SVG that needs nothing else: for each cache, busy and quiet, the share of users stopped wrongly over the
/// time since the new certificate.
struct StudyPlot {
  private struct Series: Sendable {
    let label: String
    let colour: String
    let dash: String
    let isStaged: Bool
    let isStopped: @Sendable (StudyVisit) -> Bool
  }

  private static let series = [
    Series(label: "key deployed first", colour: "#c0392b", dash: "", isStaged: false) { $0.isStopped },
    Series(label: "key deployed first, client takes a fresh look", colour: "#e08e0b", dash: "6 3", isStaged: false) {
      $0.isStoppedAfterFreshLook
    },
    Series(label: "key staged", colour: "#1f5fa8", dash: "", isStaged: true) { $0.isStopped },
    Series(label: "key staged, client takes a fresh look", colour: "#2a8f4d", dash: "6 3", isStaged: true) {
      $0.isStoppedAfterFreshLook
    },
  ]
  private static let panel = (width: 218.0, height: 170.0)
  private static let gap = (width: 34.0, height: 84.0)
  private static let origin = (x: 74.0, y: 112.0)

  let visits: [StudyVisit]

  var svg: String {
    let (width, height) = (1090.0, 596.0)
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" "
        + "height=\"\(height)\" font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\" font-size=\"12\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      Self.text(
        width / 2, 26, "Users stopped wrongly after a web server's key was changed", size: 17, anchor: "middle"),
    ]
    for (number, series) in Self.series.enumerated() {
      let (x, y) = (Self.origin.x + Double(number % 2) * 400, 50.0 + Double(number / 2) * 20)
      parts.append(Self.line(x, y - 4, x + 34, y - 4, series.colour, width: 2.5, dash: series.dash))
      parts.append(Self.text(x + 42, y, series.label))
    }
    for (row, kind) in StudyPair.Visits.allCases.enumerated() {
      for (column, cache) in StudyCache.allCases.enumerated() {
        let x = Self.origin.x + Double(column) * (Self.panel.width + Self.gap.width)
        let y = Self.origin.y + Double(row) * (Self.panel.height + Self.gap.height)
        parts += self.panel(cache, kind, x, y, isFirst: column == 0)
      }
    }
    parts.append("</svg>")
    return parts.joined(separator: "\n") + "\n"
  }

  private func panel(
    _ cache: StudyCache, _ kind: StudyPair.Visits, _ x: Double, _ y: Double, isFirst: Bool
  ) -> [String] {
    let (width, height) = Self.panel
    let span = Double(kind.span)
    var parts = [
      Self.text(x + width / 2, y - 9, "\(cache.label), \(kind.rawValue)", size: 12.5, anchor: "middle"),
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"none\" stroke=\"#555\"/>",
      Self.text(x + width / 2, y + height + 36, "time since the new certificate, in TTLs", anchor: "middle"),
    ]
    for percent in [0, 25, 50, 75, 100] {
      let at = y + height * (1 - Double(percent) / 100)
      if percent % 100 != 0 { parts.append(Self.line(x, at, x + width, at, "#e3e3e3", width: 1, dash: "")) }
      if isFirst { parts.append(Self.text(x - 6, at + 4, "\(percent) %", anchor: "end")) }
    }
    for tick in 0...4 {
      let at = x + width * Double(tick) / 4
      let value = span * Double(tick) / 4
      parts.append(Self.line(at, y + height, at, y + height + 4, "#555", width: 1, dash: ""))
      let label = value == value.rounded() ? "\(Int(value))" : "\(value)"
      parts.append(Self.text(at, y + height + 18, label, anchor: "middle"))
    }
    if isFirst {
      let middle = y + height / 2
      parts.append(
        "<text x=\"\(x - 54)\" y=\"\(middle)\" text-anchor=\"middle\" transform=\"rotate(-90 \(x - 54) \(middle))\">"
          + "stopped wrongly</text>")
    }
    for series in Self.series { parts.append(self.path(series, cache, kind, x, y)) }
    return parts
  }

  /// A step for each bin of time that has any verification.
  private func path(_ series: Series, _ cache: StudyCache, _ kind: StudyPair.Visits, _ x: Double, _ y: Double) -> String
  {
    let (width, height) = Self.panel
    let bins = kind == .busy ? 40 : 20
    var all = [Int](repeating: 0, count: bins)
    var stopped = all
    for visit in self.visits
    where visit.cache == cache && visit.visits == kind && visit.isStaged == series.isStaged {
      let bin = visit.second * bins / (visit.ttl * kind.span)
      guard all.indices.contains(bin) else { continue }
      all[bin] += 1
      if series.isStopped(visit) { stopped[bin] += 1 }
    }
    var points: [String] = []
    for bin in all.indices where all[bin] > 0 {
      let at = y + height * (1 - Double(stopped[bin]) / Double(all[bin]))
      for edge in [bin, bin + 1] {
        points.append(String(format: "%.1f,%.1f", x + width * Double(edge) / Double(bins), at))
      }
    }
    let dash = series.dash.isEmpty ? "" : " stroke-dasharray=\"\(series.dash)\""
    return "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"\(series.colour)\" "
      + "stroke-width=\"2\"\(dash)/>"
  }

  private static func text(
    _ x: Double, _ y: Double, _ text: String, size: Double = 12, anchor: String = "start"
  ) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" text-anchor=\"\(anchor)\">\(text)</text>"
  }

  private static func line(
    _ x: Double, _ y: Double, _ toX: Double, _ toY: Double, _ colour: String, width: Double, dash: String
  ) -> String {
    "<line x1=\"\(x)\" y1=\"\(y)\" x2=\"\(toX)\" y2=\"\(toY)\" stroke=\"\(colour)\" stroke-width=\"\(width)\""
      + (dash.isEmpty ? "/>" : " stroke-dasharray=\"\(dash)\"/>")
  }
}
