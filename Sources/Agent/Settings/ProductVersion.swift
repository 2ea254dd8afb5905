/// The version of this Warifu, programs and extension alike.
package enum ProductVersion {
  package static let current = "0.1.0"
}
