import ArgumentParser
import Foundation

do {
  let program = try SignerProgram.parse()
  try await program.run()
} catch let error as SignerProgram.Failure {
  FileHandle.standardError.write(Data("warifu-signer: \(error.message)\n".utf8))
  exit(error.exitCode)
} catch {
  let isHelp = SignerProgram.exitCode(for: error) == .success
  let output = isHelp ? FileHandle.standardOutput : FileHandle.standardError
  output.write(Data((SignerProgram.fullMessage(for: error) + "\n").utf8))
  exit(isHelp ? 0 : 2)
}
