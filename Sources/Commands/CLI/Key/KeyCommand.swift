import ArgumentParser

struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Change a host's TLS key without stopping anybody: list, stage, wait, retire, revoke.",
    discussion: """
      A new key is declared beside the old one before any server shows it, and the old one is taken out when none shows \
      it any more:

        warifu key stage shop.example new-certificate.pem
        warifu key wait shop.example
        … have the web servers show the new certificate …
        warifu key retire shop.example old-certificate.pem

      The signing agent must hold the new key before it is staged. For certbot and lego `certbot-hook`, which is installed in \
      libexec/warifu below the prefix (/usr/local), does all of this.
      """,
    subcommands: [
      KeyListCommand.self, KeyStageCommand.self, KeyWaitCommand.self, KeyRetireCommand.self, KeyRevokeCommand.self,
    ])
}
