enum DeclarationsPlaceholder {}
