enum RelationshipsPlaceholder {}
