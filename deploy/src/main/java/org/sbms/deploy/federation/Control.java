package org.sbms.deploy.federation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How another terminal talks to the running launcher: a loopback port, found with its one-run token
 * in a file that only this user can read. One line asks; the answer is lines, the first of which is
 * {@code ok} or {@code failed}.
 */
final class Control implements AutoCloseable {
  private static final String OK = "ok";
  private static final String FAILED = "failed";
  private static final int TOKEN_BYTES = 16;
  private static final int MAX_LINE = 512;
  private static final int ANSWER_TIME_MS = 120_000;

  private final ServerSocket socket;
  private final String token;
  private final Function<List<String>, String> commands;

  private Control(ServerSocket socket, String token, Function<List<String>, String> commands) {
    this.socket = socket;
    this.token = token;
    this.commands = commands;
  }

  /**
   * @param commands from the words of a command to the lines of its answer; a {@link
   *     FederationException} is the answer of one that failed
   */
  static Control serve(Layout layout, Function<List<String>, String> commands) throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Control control = new Control(socket, token, commands);
    Thread.ofPlatform().daemon().name("control").start(control::acceptAll);
    Layout.writePrivately(layout.control(), socket.getLocalPort() + " " + token + "\n");
    return control;
  }

  /** Asks the launcher that runs on this directory. */
  static String ask(Layout layout, String command) {
    try {
      String[] where = Files.readString(layout.control()).strip().split(" ");
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(where[0]))) {
        socket.setSoTimeout(ANSWER_TIME_MS);
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        out.println(where[1] + " " + command);
        List<String> lines = reader(socket).lines().toList();
        return answer(lines);
      }
    } catch (NoSuchFileException | java.net.ConnectException nobody) {
      throw new FederationException("no federation runs on " + layout.directory());
    } catch (IOException failure) {
      throw new FederationException("the launcher does not answer: " + failure.getMessage());
    }
  }

  private static String answer(List<String> lines) {
    String rest = lines.stream().skip(1).collect(Collectors.joining("\n"));
    if (lines.isEmpty() || !lines.getFirst().equals(OK)) {
      throw new FederationException(rest.isEmpty() ? "the launcher gave no answer" : rest);
    }
    return rest;
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        Socket visitor = socket.accept();
        Thread.ofVirtual().start(() -> serve(visitor));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket visitor) {
    try (visitor;
        PrintWriter out =
            new PrintWriter(visitor.getOutputStream(), true, StandardCharsets.UTF_8)) {
      String line = reader(visitor).readLine();
      if (line != null && line.length() <= MAX_LINE) {
        out.println(answerTo(List.of(line.split(" "))));
      }
    } catch (IOException gone) {
      // Whoever asked went away; what it asked for was done.
    }
  }

  private String answerTo(List<String> words) {
    if (!MessageDigest.isEqual(
        words.getFirst().getBytes(StandardCharsets.UTF_8),
        token.getBytes(StandardCharsets.UTF_8))) {
      return FAILED;
    }
    try {
      return OK + "\n" + commands.apply(words.subList(1, words.size()));
    } catch (FederationException refused) {
      return FAILED + "\n" + refused.getMessage();
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
