/// `struct nsm_raw` of linux/nsm.h: where the request and the room for the response are, as addresses and lengths.
package struct NSMMessage {
  package var requestAddress: UInt64
  package var requestCount: UInt64
  package var responseAddress: UInt64
  /// The room for the response; the driver writes how much it used.
  package var responseCount: UInt64
}
