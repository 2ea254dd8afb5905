import Testing

@Suite struct DNSWirePlaceholderTests {}
