import Rpc
import SwiftProtobuf

extension Warifu_Control_V1_SharedWork {
  init(_ work: SharedWorkInfo) {
    self.init()
    self.place = work.place
    self.shards = UInt32(clamping: work.shards ?? 0)
    self.shardsHeld = UInt32(clamping: work.shardsHeld)
    self.members = work.members
    self.leaseSeconds = UInt32(clamping: work.leaseSeconds ?? 0)
    self.leaseLeft = UInt32(clamping: work.leaseLeft)
  }

  var value: SharedWorkInfo {
    SharedWorkInfo(
      place: self.place, shards: self.shards == 0 ? nil : Int(self.shards), shardsHeld: Int(self.shardsHeld),
      members: self.members, leaseSeconds: self.leaseSeconds == 0 ? nil : Int(self.leaseSeconds),
      leaseLeft: Int(self.leaseLeft))
  }
}
