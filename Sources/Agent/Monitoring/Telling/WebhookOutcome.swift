/// What became of an event at the webhook.
package enum WebhookOutcome: String, Sendable, CaseIterable {
  case delivered
  /// It was refused, or could not be delivered in any of the tries.
  case failed
  /// It gave way to later ones, since too many waited.
  case dropped
}
