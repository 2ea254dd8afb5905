import GRPCCore
import GRPCProtobuf
enum RpcPlaceholder {}
