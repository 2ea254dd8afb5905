import Testing

@Suite struct DeclarationsPlaceholderTests {}
