enum TLSProbePlaceholder {}
