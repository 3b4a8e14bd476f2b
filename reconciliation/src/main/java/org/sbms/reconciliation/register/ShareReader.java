package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads one share of a side: every so-manieth chunk of its files. All readers cut the same files
 * into the same chunks, which is cheap; each parses only its own.
 */
public final class ShareReader implements RowPacker.Sink, Closeable {
  private final SharedRun run;
  private final Consumer<RowPage> pages;
  private final int share;
  private final int shares;
  private final RegisterChunks chunks;
  private final RowParser parser;
  private final Page[] open;
  private final Chunk chunk = new Chunk();
  private long chunksSeen;

  /**
   * @param share which one, from 0
   * @param shares how many there are
   * @throws IOException when this member does not see the files that the others see
   */
  public ShareReader(
      SharedRun run, RegisterSide side, int share, int shares, Consumer<RowPage> pages)
      throws IOException {
    run.requireSameFiles(side);
    this.run = run;
    this.pages = pages;
    this.share = share;
    this.shares = shares;
    this.chunks = new RegisterChunks(run.files(side), side);
    this.parser = new RowParser(new RowPacker(side, new Branches(0), this));
    this.open = new Page[run.parting().parts()];
    Arrays.setAll(open, _ -> new Page(run.parting().pageBytes()));
  }

  /**
   * Reads one chunk more and hands on the pages that it filled.
   *
   * @return false when all is read and handed on
   * @throws IllegalArgumentException when a row is bad. Which line it is only a reader of all
   *     shares can tell, and which of several comes first.
   */
  public boolean advance() {
    try {
      while (chunks.next(chunk)) {
        if (chunksSeen++ % shares == share) {
          parser.parse(chunk);
          return true;
        }
      }
    } catch (BadChunkException | BadRowException bad) {
      throw new IllegalArgumentException("a register cannot be read");
    }
    for (int part = 0; part < open.length; part++) {
      handOn(part);
    }
    return false;
  }

  @Override
  public void add(byte[] row, int length) {
    int part = run.parting().of(row);
    if (!open[part].hasRoom(length)) {
      handOn(part);
    }
    open[part].add(row, 0, length);
  }

  @Override
  public void close() throws IOException {
    chunks.close();
  }

  private void handOn(int part) {
    Page page = open[part];
    if (page.rows > 0) {
      byte[] bytes = Arrays.copyOf(page.bytes, page.used + Bytes.PADDING);
      pages.accept(new RowPage(part, bytes, page.rows));
      page.clear();
    }
  }
}
