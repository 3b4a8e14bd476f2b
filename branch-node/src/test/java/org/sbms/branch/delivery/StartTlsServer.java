package org.sbms.branch.delivery;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of a mail server as begins in the clear and turns to TLS (RFC 3207), if it offers that.
 */
final class StartTlsServer implements AutoCloseable {
  final List<String> inTheClear = new CopyOnWriteArrayList<>();
  final List<String> encrypted = new CopyOnWriteArrayList<>();
  private final boolean offersTls;
  private final PemKeyCertOptions credential;
  private final NetServer server;

  StartTlsServer(Vertx vertx, PemKeyCertOptions credential, boolean offersTls) {
    this.offersTls = offersTls;
    this.credential = credential;
    this.server = vertx.createNetServer();
    server.connectHandler(socket -> new Session(socket).begin());
    server.listen(0, "127.0.0.1").await();
  }

  int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    server.close().await();
  }

  private final class Session {
    private final NetSocket socket;
    private boolean inData;

    Session(NetSocket socket) {
      this.socket = socket;
    }

    void begin() {
      socket.handler(RecordParser.newDelimited("\r\n", line -> heard(line.toString())));
      say("220 fake");
    }

    private void heard(String line) {
      (socket.isSsl() ? encrypted : inTheClear).add(line);
      if (inData) {
        inData = !line.equals(".");
        if (!inData) {
          say("250 taken");
        }
        return;
      }
      switch (line.split(" ")[0]) {
        case "EHLO" -> say(offersTls && !socket.isSsl() ? "250-fake\r\n250 STARTTLS" : "250 fake");
        case "STARTTLS" ->
            socket.upgradeToSsl(
                new ServerSSLOptions().setKeyCertOptions(credential),
                Buffer.buffer("220 go ahead\r\n"));
        case "DATA" -> {
          inData = true;
          say("354 go on");
        }
        case "QUIT" -> say("221 bye");
        default -> say("250 fine");
      }
    }

    private void say(String line) {
      socket.write(line + "\r\n");
    }
  }
}
