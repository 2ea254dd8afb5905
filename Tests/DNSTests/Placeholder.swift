import Testing

@Suite struct DNSPlaceholderTests {}
