import X509

/// The certificates of a cluster that demands TLS, and of one client.
package struct EtcdClusterTLS: Sendable {
  /// The authority of the members and of their clients.
  package let ca: String
  package let clientCertificate: String
  package let clientKey: String
  let arguments: [String]

  init(in folder: TemporaryFolder) throws {
    let authority = try TestCertificateAuthority(name: "etcd")
    self.ca = try folder.write(authority.rootPEM, to: "ca.pem")
    let server = try authority.issue(["127.0.0.1", "localhost"]).write(to: folder, name: "server")
    (self.clientCertificate, self.clientKey) = try authority.issue(["warifud.test"], usages: [.clientAuth])
      .write(to: folder, name: "client")
    self.arguments = [
      "--cert-file", server.certificate, "--key-file", server.key, "--client-cert-auth", "--trusted-ca-file", self.ca,
    ]
  }
}
