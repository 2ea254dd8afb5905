import Testing

@Suite struct TLSKeysPlaceholderTests {}
