import Testing

@Suite struct HopVerifierPlaceholderTests {}
