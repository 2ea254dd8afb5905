/// Why the content of a store was not copied, or not to the end.
package enum StoreCopyError: Error, Hashable, Sendable {
  /// The target holds something about the subject that the source does not hold like that.
  case targetDiffers(subject: String)
  /// What was read back about the subject is not what was written.
  case notWritten(subject: String)
  /// The source was changed during the copy.
  case sourceChanged(subject: String)
  case store(StoreError)
}
