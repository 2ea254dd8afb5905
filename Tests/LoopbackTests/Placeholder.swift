import Testing

@Suite struct LoopbackPlaceholderTests {}
