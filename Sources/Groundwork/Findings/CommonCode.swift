/// What any check may come to.
package enum CommonCode: String, FindingCode {
  /// Something that the check needs was not to be had.
  case notTested
  /// The check took longer than it may.
  case timedOut

  package var severity: Severity { .unknown }
}
