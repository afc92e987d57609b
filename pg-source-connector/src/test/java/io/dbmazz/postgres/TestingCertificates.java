package io.dbmazz.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of its own, and files of what it signs, in a directory. */
final class TestingCertificates {

  private final Path directory;
  private final String name;
  private final KeyPair authority = keys();

  /** A key and its certificate. */
  private record Identity(PrivateKey key, X509Certificate certificate) {}

  TestingCertificates(Path directory, String name) {
    this.directory = directory;
    this.name = name;
    write(name + ".crt", pem("CERTIFICATE", encoded(authority().certificate())));
  }

  /** File of the authority's own certificate, PEM. */
  Path root() {
    return directory.resolve(name + ".crt");
  }

  /** Writes {@code <host>.crt} and {@code <host>.key} for a server, PEM; returns the first. */
  Path server(String host) {
    Identity identity = identity(host);
    write(host + ".key", pem("PRIVATE KEY", identity.key().getEncoded()));
    return write(host + ".crt", pem("CERTIFICATE", encoded(identity.certificate())));
  }

  /** Writes {@code <user>.crt}, .pk8, .pem and .p12 with a password; returns the first. */
  Path client(String user, String password) {
    Identity identity = identity(user);
    write(user + ".pk8", identity.key().getEncoded());
    write(user + ".pem", pem("PRIVATE KEY", identity.key().getEncoded()));
    write(user + ".p12", pkcs12(identity, password));
    return write(user + ".crt", pem("CERTIFICATE", encoded(identity.certificate())));
  }

  private Identity authority() {
    return sign(authority, name, true);
  }

  private Identity identity(String commonName) {
    return sign(keys(), commonName, false);
  }

  private Identity sign(KeyPair keys, String commonName, boolean isAuthority) {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Principal("CN=" + name),
            BigInteger.valueOf(System.nanoTime()),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            new X500Principal("CN=" + commonName),
            keys.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, commonName)));
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder("SHA256withRSA").build(authority.getPrivate())));
      return new Identity(keys.getPrivate(), certificate);
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] pkcs12(Identity identity, String password) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "user", // the alias that pgjdbc looks for
          identity.key(),
          password.toCharArray(),
          new Certificate[] {identity.certificate()});
      store.store(out, password.toCharArray());
      return out.toByteArray();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** PostgreSQL and libpq take no key that others may read. */
  private Path write(String file, byte[] bytes) {
    Path path = directory.resolve(file);
    try (OutputStream out = Files.newOutputStream(path)) {
      out.write(bytes);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }
}
