import Testing

@Suite struct TLSProbePlaceholderTests {}
