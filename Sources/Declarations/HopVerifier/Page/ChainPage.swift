import TLSKeys

/// Chains of hops as a page of HTML that needs nothing else: no script, no picture, no font from anywhere.
package struct ChainPage: Sendable {
  private let chains: [ChainPageContent]
  private let words: ChainWords

  package init(_ content: ChainPageContent) {
    self.init([content], language: content.language ?? .en)
  }

  /// All of the chains, one after the other, in one language.
  package init(_ chains: [ChainPageContent], language: ChainPageContent.Language) {
    self.chains = chains
    self.words = ChainWords(language)
  }

  package var html: String {
    let urls = self.chains.compactMap(\.url)
    let title = self.chains.count == 1 && urls.count == 1 ? "\(self.words.title): \(urls[0])" : self.words.title
    return """
      <!doctype html>
      <html lang="\(self.words.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(Self.escaped(title))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <main>
      <h1>\(Self.escaped(self.words.title))</h1>
      \(self.chains.map { self.section($0) }.joined(separator: "\n"))
      <p class="foot">\(Self.escaped(self.words.foot))</p>
      </main>
      </body>
      </html>

      """
  }

  private func section(_ chain: ChainPageContent) -> String {
    """
    <section>
    \(chain.url.map { "<p class=\"url\">\(Self.escaped($0))</p>" } ?? "")
    <ol class="chain" aria-label="\(Self.escaped(self.words.chain))">
    \(self.items(chain).joined(separator: "\n"))
    </ol>
    \(chain.failure.map { "<p class=\"failure\">\(Self.escaped($0))</p>" } ?? "")
    </section>
    """
  }

  private func items(_ chain: ChainPageContent) -> [String] {
    guard let first = chain.steps.first else {
      // Where it could not be followed, nothing is said about what was not seen.
      return chain.failure == nil ? ["<li class=\"host\">\(Self.escaped(self.words.noHop))</li>"] : []
    }
    var items = [self.host(first.origin, first.originKey)]
    for (index, step) in chain.steps.enumerated() {
      if index > 0, step.origin != chain.steps[index - 1].destination {
        items.append(self.host(step.origin, step.originKey))
      }
      items.append(self.hop(step))
      items.append(self.host(step.destination, step.destinationKey))
    }
    return items
  }

  private func host(_ name: String, _ key: String?) -> String {
    let shown = key.map { "\(self.words.key) <code>\(Self.escaped($0))</code>" } ?? Self.escaped(self.words.noKey)
    return "<li class=\"host\"><strong>\(Self.escaped(name))</strong><span class=\"key\">\(shown)</span></li>"
  }

  private func hop(_ step: ChainPageContent.Step) -> String {
    let verdict = self.words.verdict(step.verdict)
    let role =
      step.verdict == "verified" ? "good" : step.stopped ? "bad" : ChainWords.isAlarm(step.verdict) ? "bad" : "open"
    let symbol = step.verdict == "verified" ? "✓" : role == "bad" ? "✕" : "?"
    let stop = step.stopped ? " <em>\(Self.escaped(self.words.stopped))</em>" : ""
    let reason = step.reason.map { "<span class=\"reason\">\(Self.escaped($0))</span>" } ?? ""
    let notes = step.notes.map { "<span class=\"note\">\(Self.escaped($0))</span>" }.joined()
    let kinds = step.kinds.map { self.words.kind($0) }.joined(separator: ", ")
    return """
      <li class="hop \(role)"><span class="mark" aria-hidden="true">\(symbol)</span>\
      <span class="verdict">\(Self.escaped(verdict))\(stop) <code>\(Self.escaped(step.verdict))</code></span>\
      \(reason)\(notes)\
      <span class="key">\(Self.escaped(kinds)) · <time>\(Self.escaped(TimeText.utc(step.at)))</time></span></li>
      """
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // What turns the order of letters around could make one host look like another.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static let style = """

    :root { color-scheme: light dark; --ink: #1c1b22; --paper: #fff; --faint: #5b5b66; --line: #c4c4cc;
      --good: #01663f; --bad: #b00020; --open: #6d4a00; }
    @media (prefers-color-scheme: dark) { :root { --ink: #fbfbfe; --paper: #1c1b22; --faint: #b8b8c2; --line: #55555f;
      --good: #6bdca8; --bad: #ff8a9a; --open: #ffc95c; } }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.4rem; }
    section + section { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
    .url { overflow-wrap: anywhere; color: var(--faint); }
    .chain { list-style: none; margin: 1.5rem 0; padding: 0; }
    .host { border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1rem; overflow-wrap: anywhere; }
    .host strong, .hop .verdict { display: block; }
    .hop { position: relative; margin-inline-start: 1.6rem; border-inline-start: 3px solid; padding: .8rem 0 .8rem 1.6rem; }
    .hop .mark { position: absolute; inset-inline-start: -.85rem; top: .7rem; width: 1.6rem; height: 1.6rem;
      line-height: 1.6rem; text-align: center; border-radius: 50%; background: currentColor; }
    .hop .mark::first-letter { color: var(--paper); }
    .hop .verdict { font-weight: 600; }
    .hop .reason, .hop .note { display: block; color: var(--ink); overflow-wrap: anywhere; }
    .good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); }
    .key, .foot, code, time { color: var(--faint); font-size: .85rem; overflow-wrap: anywhere; }
    .key { display: block; } .failure { color: var(--bad); }

    """
}
