enum TLSKeysPlaceholder {}
