import ArgumentParser

/// Which browser is meant.
struct BrowserOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The browser.", valueName: "firefox|chromium|chrome"))
  var browser: Browser = .firefox
}
