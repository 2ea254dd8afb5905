import Testing

@Suite struct SigningServicePlaceholderTests {}
