/// The words of a page about a chain, for people who know nothing of DNS and keys.
struct ChainWords: Sendable {
  let language: ChainPageContent.Language

  init(_ language: ChainPageContent.Language) {
    self.language = language
  }

  private func say(_ english: String, _ japanese: String) -> String { self.language == .ja ? japanese : english }

  var title: String { self.say("How you were sent on", "あなたが移動した経路") }
  var chain: String { self.say("The hosts, in order, and each step between them", "サイトと、その間の移動") }
  var key: String { self.say("key", "鍵") }
  var noKey: String { self.say("no key was seen", "鍵は確認できませんでした") }
  var noHop: String { self.say("You stayed on one site: there was nothing to verify.", "サイト間の移動はありませんでした。") }
  var stopped: String { self.say("Stopped here.", "ここで停止しました。") }
  var foot: String {
    self.say(
      "Made by Warifu. Each step was checked against what both sites declare in the DNS, signed with their own keys.",
      "Warifu が作成しました。各移動は、双方のサイトが自身の鍵で署名し DNS で公開している宣言と照合されています。")
  }

  func kind(_ word: String) -> String {
    switch word {
    case "redirect": self.say("redirect", "リダイレクト")
    case "form": self.say("form", "フォーム")
    case "frame": self.say("frame", "フレーム")
    case "link": self.say("link", "リンク")
    default: word
    }
  }

  func verdict(_ word: String) -> String {
    switch word {
    case "verified": self.say("Both sites agree on this step.", "双方のサイトがこの移動に合意しています。")
    case "undeclared": self.say("The sites declare nothing about this step.", "この移動についての宣言はありません。")
    case "keyMismatch": self.say("Another key than the declared one was shown.", "宣言された鍵と異なる鍵が提示されました。")
    case "badSignature": self.say("The declaration's signature is wrong.", "宣言の署名が正しくありません。")
    case "notYetValid": self.say("The declaration is not valid yet.", "宣言はまだ有効ではありません。")
    case "expired": self.say("The declaration has ended.", "宣言の有効期限が切れています。")
    case "notMutual": self.say("Only one of the two sites declares this step.", "片方のサイトしかこの移動を宣言していません。")
    case "malformed": self.say("The declaration cannot be read.", "宣言を読み取れません。")
    case "noKey": self.say("One side cannot show who it is.", "片方のサイトの身元を確認できません。")
    case "insecure": self.say("The first site's names are not protected.", "移動元の名前情報は保護されていません。")
    case "unreachable": self.say("It could not be found out.", "確認できませんでした。")
    case "bogus": self.say("The answer was altered on the way, or is broken.", "応答が改ざんされたか、壊れています。")
    default: word
    }
  }

  /// Whether a verdict speaks of something wrong, not only of something missing.
  static func isAlarm(_ verdict: String) -> Bool {
    ["keyMismatch", "badSignature", "notYetValid", "expired", "notMutual", "malformed", "noKey", "bogus"]
      .contains(verdict)
  }
}
