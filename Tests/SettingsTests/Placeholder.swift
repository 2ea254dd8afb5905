import Testing

@Suite struct SettingsPlaceholderTests {}
